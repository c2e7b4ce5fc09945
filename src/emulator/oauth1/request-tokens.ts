import type { App } from '../app.js'
import type { OrgClock } from '../clock.js'
import type { User } from '../user.js'
import { tokenText, type TokenCredentials } from './token-credentials.js'

/** Milliseconds a request token lives: 15 minutes, and 3 for clocks that differ. @see salesforce-oauth.md section 15 */
const requestTokenLifeMs = 18 * 60_000

/** Who has approved a request token, and what proves that the same person came back to the app. */
export interface Approval {
  readonly kind: 'approved'
  readonly user: User
  /** When that person logged in, milliseconds. */
  readonly authTimeMs: number
  readonly verifier: string
}

/** What a person, or nobody yet, has said to a request token. */
type RequestTokenState = { readonly kind: 'pending' | 'denied' | 'used' } | Approval

/** What RFC 5849 calls temporary credentials. */
export interface RequestToken extends TokenCredentials {
  /** A URL, or `oob`. */
  readonly callback: string
  readonly expiresAtMs: number
  /** How often the app has tried to exchange it. */
  tries: number
  state: RequestTokenState
}

/** The request tokens of an org. */
export interface RequestTokens {
  readonly issue: (app: App, callback: string) => RequestToken
  /** Finds a token, also one that is used, denied or expired. */
  readonly find: (text: string) => RequestToken | undefined
  readonly isExpired: (token: RequestToken) => boolean
  /** Whether a person can still decide. */
  readonly isWaiting: (token: RequestToken) => boolean
  readonly clear: () => void
}

/** No request token yet. */
export function requestTokens(clock: OrgClock): RequestTokens {
  const tokens = new Map<string, RequestToken>()
  const isExpired = (token: RequestToken): boolean => clock.nowMs() >= token.expiresAtMs
  return {
    issue: (app, callback) => {
      const token: RequestToken = {
        app,
        text: tokenText(),
        secret: tokenText(),
        callback,
        expiresAtMs: clock.nowMs() + requestTokenLifeMs,
        tries: 0,
        state: { kind: 'pending' },
      }
      tokens.set(token.text, token)
      return token
    },
    find: (text) => tokens.get(text),
    isExpired,
    isWaiting: (token) => token.state.kind === 'pending' && !isExpired(token),
    clear: () => tokens.clear(),
  }
}
