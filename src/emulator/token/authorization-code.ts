import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import type { AuthorizationCode } from '../code-store.js'
import { refuseOtherVisitor } from '../headless/uvid.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { wantsRefreshToken } from '../scopes.js'
import { ordinaryAnswer, type AnswerShape } from './answer-shape.js'
import { authenticateClient } from './authenticate-client.js'
import { verifierMatches } from './code-verifier.js'
import type { Grant } from './grant.js'
import { newRefreshToken, type Issue } from './token-members.js'

/** The authorization code grant. @see salesforce-oauth.md section 3.2, RFC 6749 §4.1.3, RFC 7636 §4.5 */
export const authorizationCode: Grant = codeGrant(ordinaryAnswer)

/** A grant that redeems an authorization code and answers in a shape of its own. */
export function codeGrant(shape: AnswerShape): Grant {
  return {
    takesScope: false,
    answer: async (org, call) => {
      const app = await authenticateClient(org, call, (asking) => asking.requireSecretWebServer)
      // From here to the redemption nothing waits, so that no code is redeemed twice.
      const code = provenCode(org, call, app)
      shape.admit(app, code.scope)
      return shape.members(org, call, redeemed(org, code))
    },
  }
}

function provenCode(org: OrgState, call: Call, app: App): AuthorizationCode {
  const code = org.codes.find(parameter(call, 'code') ?? '')
  if (code?.app !== app) throw new Refusal('invalid_grant', 'invalid authorization code')
  refuseDead(org, code)
  refuseOtherRedirect(call, code)
  refuseWrongVerifier(call, code)
  refuseOtherVisitor(call, code)
  return code
}

function redeemed(org: OrgState, code: AuthorizationCode): Issue {
  const { app, user, scope, authTimeMs, nonce, uvid } = code
  // All visitors are one user, and would end each other's approvals.
  const approval = user.kind !== 'guest'
  const family = org.tokens.begin({ app, user, scope, authTimeMs, approval, uvid })
  code.family = family
  return {
    family,
    refreshToken: wantsRefreshToken(scope) ? newRefreshToken(org, family) : undefined,
    nonce,
  }
}

function refuseDead(org: OrgState, code: AuthorizationCode): void {
  if (code.family !== undefined) {
    // What Salesforce does to the tokens is not known; RFC 6749 §4.1.2 says they should die.
    org.tokens.revokeFamily(code.family)
    throw new Refusal('invalid_grant', 'expired authorization code')
  }
  if (org.clock.nowMs() >= code.expiresAtMs || !code.user.active) {
    throw new Refusal('invalid_grant', 'expired authorization code')
  }
}

function refuseOtherRedirect(call: Call, code: AuthorizationCode): void {
  if (parameter(call, 'redirect_uri') !== code.redirectUri) {
    throw new Refusal('redirect_uri_mismatch', 'redirect_uri must match configuration')
  }
}

/** A missing verifier, a wrong one, and one without a challenge are the same to Salesforce. */
function refuseWrongVerifier(call: Call, code: AuthorizationCode): void {
  const verifier = parameter(call, 'code_verifier')
  const challenge = code.codeChallenge
  if (verifier === undefined && challenge === undefined) return
  if (verifier === undefined || challenge === undefined || !verifierMatches(verifier, challenge)) {
    throw new Refusal('invalid_grant', 'invalid code verifier')
  }
}
