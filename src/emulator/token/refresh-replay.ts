import type { RefreshToken } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import type { Members } from './answer-format.js'

/** How a refresh token is answered that was rotated out and comes again. */
export type Replay =
  | { readonly kind: 'same'; readonly answer: Members }
  /** With a fresh access token and the current refresh token. */
  | { readonly kind: 'fresh'; readonly current: RefreshToken }

/**
 * Judges a refresh token that was rotated out. Salesforce never lets one come again; the apps of this
 * org that do are for clients of other servers.
 *
 * @returns `undefined` when it is as good as stolen.
 * @see salesforce-oauth.md section 18, RFC 9700 §4.14.2
 */
export function replayOf(org: OrgState, token: RefreshToken): Replay | undefined {
  const { app, lastRotation } = token.family
  // A family that was ended, or whose current token has expired, has nothing to give.
  if (lastRotation === undefined || !org.tokens.isActive(lastRotation.to)) return undefined
  const reuse = app.refreshTokenReuse
  switch (reuse.kind) {
    case 'fatal':
      return undefined
    case 'grace': {
      const over = (token.rotatedAtMs ?? -Infinity) + reuse.seconds * 1000
      return org.clock.nowMs() < over ? { kind: 'fresh', current: lastRotation.to } : undefined
    }
    case 'idempotent': {
      const { from, answer } = lastRotation
      return from === token && answer !== undefined ? { kind: 'same', answer } : undefined
    }
  }
}
