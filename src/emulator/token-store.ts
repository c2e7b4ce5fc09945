import type { OrgClock } from './clock.js'
import type { AccessToken, GrantFamily, RefreshToken } from './grant-family.js'

/** How many authorizations of one app by one user live side by side. @see salesforce-oauth.md section 18 */
const approvalsPerAppAndUser = 5

const hourMs = 3_600_000

/** What a new family is made of. */
type NewFamily = Pick<GrantFamily, 'app' | 'user' | 'scope' | 'authTimeMs' | 'approval' | 'uvid'>

/** All tokens of an org. */
export interface TokenStore {
  /** Begins a family; the sixth approval of one app by one user ends the one unused for longest. */
  readonly begin: (family: NewFamily) => GrantFamily
  readonly addAccess: (
    family: GrantFamily,
    text: string,
    life: { readonly ms: number; readonly sliding: boolean },
  ) => AccessToken
  readonly addRefresh: (family: GrantFamily, text: string) => RefreshToken
  /** Finds an access token that is accepted now, and counts that as a use of it. */
  readonly useAccess: (text: string) => AccessToken | undefined
  readonly find: (text: string) => AccessToken | RefreshToken | undefined
  readonly isActive: (token: AccessToken | RefreshToken) => boolean
  readonly touch: (family: GrantFamily) => void
  /** Ends a family and with it all its tokens. */
  readonly revokeFamily: (family: GrantFamily) => void
  /** Ends the life of all access tokens now. @returns How many lived. */
  readonly expireAccess: () => number
  readonly all: () => readonly (AccessToken | RefreshToken)[]
  readonly clear: () => void
}

/** An empty store. */
export function tokenStore(clock: OrgClock): TokenStore {
  const tokens = new Map<string, AccessToken | RefreshToken>()
  const families = new Set<GrantFamily>()
  let uses = 0

  const touch = (family: GrantFamily): void => {
    uses += 1
    family.lastUse = uses
  }

  const isActive = (token: AccessToken | RefreshToken): boolean => {
    if (token.family.revoked || !token.family.user.active) return false
    return token.kind === 'access'
      ? !token.revoked && clock.nowMs() < token.expiresAtMs
      : token.state === 'live' && clock.nowMs() < refreshTokenEnd(token)
  }

  const revokeFamily = (family: GrantFamily): void => {
    family.revoked = true
    families.delete(family)
  }

  return {
    begin: (made) => {
      const family: GrantFamily = { ...made, revoked: false, lastUse: 0 }
      touch(family)
      if (family.approval) {
        const oldest = unusedForLongest(
          [...families].filter((other) => sameApproval(other, family)),
        )
        if (oldest !== undefined) revokeFamily(oldest)
      }
      families.add(family)
      return family
    },
    addAccess: (family, text, life) => {
      const now = clock.nowMs()
      const token: AccessToken = {
        kind: 'access',
        text,
        family,
        slidingMs: life.sliding ? life.ms : undefined,
        issuedAtMs: now,
        expiresAtMs: now + life.ms,
        revoked: false,
      }
      tokens.set(text, token)
      return token
    },
    addRefresh: (family, text) => {
      const now = clock.nowMs()
      const token: RefreshToken = {
        kind: 'refresh',
        text,
        family,
        issuedAtMs: now,
        usedAtMs: now,
        state: 'live',
        processing: false,
      }
      tokens.set(text, token)
      return token
    },
    useAccess: (text) => {
      const token = tokens.get(text)
      if (token?.kind !== 'access' || !isActive(token)) return undefined
      touch(token.family)
      if (token.slidingMs !== undefined) token.expiresAtMs = clock.nowMs() + token.slidingMs
      return token
    },
    find: (text) => tokens.get(text),
    isActive,
    touch,
    revokeFamily,
    expireAccess: () => {
      const living = [...tokens.values()].filter(
        (token) => token.kind === 'access' && isActive(token),
      )
      for (const token of living) if (token.kind === 'access') token.expiresAtMs = clock.nowMs()
      return living.length
    },
    all: () => [...tokens.values()],
    clear: () => {
      tokens.clear()
      families.clear()
    },
  }
}

/** When the policy of the app ends a refresh token, milliseconds; `Infinity` for never. @see salesforce-help 002 */
export function refreshTokenEnd(token: RefreshToken): number {
  const policy = token.family.app.refreshTokenPolicy
  switch (policy.kind) {
    case 'until_revoked':
      return Infinity
    case 'immediate':
      return token.issuedAtMs
    case 'fixed':
      return token.issuedAtMs + policy.hours * hourMs
    case 'idle':
      return token.usedAtMs + policy.hours * hourMs
  }
}

function sameApproval(one: GrantFamily, other: GrantFamily): boolean {
  return one.approval && one.app === other.app && one.user === other.user
}

function unusedForLongest(approvals: readonly GrantFamily[]): GrantFamily | undefined {
  if (approvals.length < approvalsPerAppAndUser) return undefined
  return approvals.reduce((oldest, other) => (other.lastUse < oldest.lastUse ? other : oldest))
}
