import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import type { RefreshToken } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { ordinaryAnswer, type AnswerShape } from './answer-shape.js'
import { authenticateClient } from './authenticate-client.js'
import type { Grant } from './grant.js'
import { newRefreshToken, type Issue } from './token-members.js'

/** Milliseconds a refresh takes, so that two at once do meet. */
const processingMs = 10

/** The refresh token grant. @see salesforce-oauth.md sections 3.3 and 18, RFC 6749 §6 */
export const refreshToken: Grant = refreshGrant(ordinaryAnswer)

/** A grant that redeems a refresh token and answers in a shape of its own. */
export function refreshGrant(shape: AnswerShape): Grant {
  return {
    takesScope: false,
    answer: async (org, call) => {
      const app = await authenticateClient(org, call, (asking) => asking.requireSecretRefresh)
      const token = usableToken(org, call, app)
      shape.admit(app, token.family.scope)
      token.processing = true
      try {
        await wait(processingMs, undefined, { ref: false })
        return await shape.members(org, call, redeemed(org, token))
      } finally {
        token.processing = false
      }
    },
  }
}

function redeemed(org: OrgState, token: RefreshToken): Issue {
  const { family } = token
  if (!org.tokens.isActive(token)) throw dead()
  token.usedAtMs = org.clock.nowMs()
  org.tokens.touch(family)
  const rotates = family.app.refreshTokenRotation
  // The old one dies at once, before anything else can fail.
  if (rotates) token.state = 'rotated'
  return {
    family,
    refreshToken: rotates ? newRefreshToken(org, family) : undefined,
    // OpenID Connect Core §12.2: an ID token from a refresh should have no nonce.
    nonce: undefined,
  }
}

function usableToken(org: OrgState, call: Call, app: App): RefreshToken {
  const token = org.tokens.find(parameter(call, 'refresh_token') ?? '')
  if (token?.kind !== 'refresh' || token.family.app !== app) throw dead()
  if (token.processing) {
    throw new Refusal('invalid_grant', 'token request is already being processed')
  }
  if (token.state === 'rotated') org.tokens.revokeFamily(token.family)
  if (!token.family.user.active) throw new Refusal('invalid_grant', 'inactive user')
  if (!org.tokens.isActive(token)) throw dead()
  return token
}

/** One text for revoked, expired, rotated and unknown. */
function dead(): Refusal {
  return new Refusal('invalid_grant', 'expired access/refresh token')
}
