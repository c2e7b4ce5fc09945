import type { App } from './app.js'
import type { OrgClock } from './clock.js'
import type { GrantFamily } from './grant-family.js'
import { codeText } from './ids.js'
import type { User } from './user.js'

/** Milliseconds an authorization code lives. @see salesforce-oauth.md section 3.2 */
const codeLifeMs = 15 * 60_000

/** An authorization code and what it was issued for. */
export interface AuthorizationCode {
  readonly app: App
  readonly user: User
  readonly redirectUri: string
  readonly scope: readonly string[]
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly authTimeMs: number
  /** The visitor of the site who asked, if any. @see salesforce-oauth.md section 12.7 */
  readonly uvid: string | undefined
  readonly expiresAtMs: number
  /** What the code was redeemed for, once it was. */
  family: GrantFamily | undefined
}

/** The authorization codes of an org. */
export interface CodeStore {
  /** @returns The text of the code. */
  readonly issue: (code: Omit<AuthorizationCode, 'expiresAtMs' | 'family'>) => string
  /** Finds a code, also one that is used or expired. */
  readonly find: (text: string) => AuthorizationCode | undefined
  readonly clear: () => void
}

/** An empty store. */
export function codeStore(clock: OrgClock): CodeStore {
  const codes = new Map<string, AuthorizationCode>()
  return {
    issue: (code) => {
      const text = codeText()
      codes.set(text, { ...code, expiresAtMs: clock.nowMs() + codeLifeMs, family: undefined })
      return text
    },
    find: (text) => codes.get(text),
    clear: () => codes.clear(),
  }
}
