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
  /** Every token that was issued, the oldest first. */
  readonly all: () => readonly (AccessToken | RefreshToken)[]
  /** Those that are accepted now. */
  readonly active: () => readonly (AccessToken | RefreshToken)[]
  readonly clear: () => void
}

/** An empty store. */
export function tokenStore(clock: OrgClock): TokenStore {
  const tokens = new Map<string, AccessToken | RefreshToken>()
  // Looked through at each login, so nothing is in it that ends no other.
  const approvals = new Set<GrantFamily>()
  // Looked through instead of all tokens, whose number grows as long as the org runs.
  let maybeActive = new Set<AccessToken | RefreshToken>()
  let lookedAtMs = -Infinity
  let families = 0
  let uses = 0

  const add = <T extends AccessToken | RefreshToken>(token: T): T => {
    tokens.set(token.text, token)
    maybeActive.add(token)
    return token
  }

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
    approvals.delete(family)
  }

  const active = (): readonly (AccessToken | RefreshToken)[] => {
    // A clock that was set back revives what had expired.
    if (clock.nowMs() < lookedAtMs) maybeActive = new Set(tokens.values())
    lookedAtMs = clock.nowMs()
    for (const token of maybeActive) if (!isActive(token)) maybeActive.delete(token)
    return [...maybeActive]
  }

  return {
    begin: (made) => {
      families += 1
      const family: GrantFamily = {
        ...made,
        number: families,
        revoked: false,
        lastUse: 0,
        lastRotation: undefined,
      }
      touch(family)
      if (family.approval) {
        const oldest = unusedForLongest(
          [...approvals].filter((other) => sameApproval(other, family)),
        )
        if (oldest !== undefined) revokeFamily(oldest)
        approvals.add(family)
      }
      return family
    },
    addAccess: (family, text, life) => {
      const now = clock.nowMs()
      return add({
        kind: 'access',
        text,
        family,
        slidingMs: life.sliding ? life.ms : undefined,
        issuedAtMs: now,
        expiresAtMs: now + life.ms,
        revoked: false,
      })
    },
    addRefresh: (family, text) => {
      const now = clock.nowMs()
      return add({
        kind: 'refresh',
        text,
        family,
        issuedAtMs: now,
        usedAtMs: now,
        state: 'live',
        rotatedAtMs: undefined,
        processing: false,
      })
    },
    useAccess: (text) => {
      const token = tokens.get(text)
      if (token?.kind !== 'access' || !isActive(token)) return undefined
      touch(token.family)
      // Not there any more if it had expired before the clock was set back.
      maybeActive.add(token)
      if (token.slidingMs !== undefined) token.expiresAtMs = clock.nowMs() + token.slidingMs
      return token
    },
    find: (text) => tokens.get(text),
    isActive,
    touch,
    revokeFamily,
    expireAccess: () => {
      const living = active().filter((token) => token.kind === 'access')
      for (const token of living) token.expiresAtMs = clock.nowMs()
      return living.length
    },
    all: () => [...tokens.values()],
    active,
    clear: () => {
      // A refresh that is under way must not carry a family over.
      for (const { family } of tokens.values()) family.revoked = true
      tokens.clear()
      approvals.clear()
      maybeActive.clear()
      families = 0
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
