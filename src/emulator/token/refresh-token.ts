import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import type { GrantFamily, RefreshToken, Rotation } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { Members } from './answer-format.js'
import { ordinaryAnswer, type AnswerShape } from './answer-shape.js'
import { authenticateClient } from './authenticate-client.js'
import type { Grant } from './grant.js'
import { replayOf, type Replay } from './refresh-replay.js'
import { newRefreshToken } from './token-members.js'

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
      const token = presentedToken(org, call, app)
      judge(org, token)
      shape.admit(app, token.family.scope)
      token.processing = true
      try {
        await wait(processingMs, undefined, { ref: false })
        // Another request may have ended the family, or used the younger token, in the meantime.
        const again = judge(org, token)
        return again === undefined
          ? await redeem(org, call, token, shape)
          : await replay(org, call, token.family, again, shape)
      } finally {
        token.processing = false
      }
    },
  }
}

/** Mints for a live refresh token, and replaces it if the app says so. */
async function redeem(
  org: OrgState,
  call: Call,
  token: RefreshToken,
  shape: AnswerShape,
): Promise<Members> {
  const { family } = token
  token.usedAtMs = org.clock.nowMs()
  org.tokens.touch(family)
  org.ledger.countRefresh()
  // OpenID Connect Core §12.2: an ID token from a refresh should have no nonce.
  const nonce = undefined
  if (!family.app.refreshTokenRotation) {
    return shape.members(org, call, { family, refreshToken: undefined, nonce })
  }
  // The old one dies at once, before anything else can fail.
  token.state = 'rotated'
  token.rotatedAtMs = org.clock.nowMs()
  const to = newRefreshToken(org, family)
  const rotation: Rotation = { from: token, to, answer: undefined }
  family.lastRotation = rotation
  rotation.answer = await shape.members(org, call, { family, refreshToken: to, nonce })
  return rotation.answer
}

/** Answers for a refresh token that was rotated out and may come again. */
async function replay(
  org: OrgState,
  call: Call,
  family: GrantFamily,
  again: Replay,
  shape: AnswerShape,
): Promise<Members> {
  org.tokens.touch(family)
  org.ledger.countReuse('replayed')
  return again.kind === 'same'
    ? again.answer
    : shape.members(org, call, { family, refreshToken: again.current, nonce: undefined })
}

function presentedToken(org: OrgState, call: Call, app: App): RefreshToken {
  const token = org.tokens.find(parameter(call, 'refresh_token') ?? '')
  if (token?.kind !== 'refresh' || token.family.app !== app) throw dead()
  if (token.processing) {
    throw new Refusal('invalid_grant', 'token request is already being processed')
  }
  return token
}

/**
 * Judges a refresh token by its state.
 *
 * @returns `undefined` for a live one, else how one that was rotated out is answered again.
 * @throws {Refusal} When it is dead. One that was rotated out takes its family with it.
 */
function judge(org: OrgState, token: RefreshToken): Replay | undefined {
  const { family } = token
  if (token.state === 'rotated') {
    const again = replayOf(org, token)
    if (again !== undefined) return again
    org.ledger.countReuse('refused')
    if (!family.revoked) org.ledger.countReuse('families_revoked')
    org.tokens.revokeFamily(family)
  }
  if (!family.user.active) throw new Refusal('invalid_grant', 'inactive user')
  if (!org.tokens.isActive(token)) throw dead()
  return undefined
}

/** One text for revoked, expired, rotated and unknown. */
function dead(): Refusal {
  return new Refusal('invalid_grant', 'expired access/refresh token')
}
