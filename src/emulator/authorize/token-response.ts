import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { covers, wantsRefreshToken } from '../scopes.js'
import { parameter } from '../call.js'
import type { Members } from '../token/answer-format.js'
import { hybridTokenMembers, hybridOrder } from '../token/hybrid-members.js'
import { newRefreshToken, tokenMembers, type Issue } from '../token/token-members.js'
import { answerInFragment } from './redirect-answer.js'
import type { AllowedRequest, Fault, ResponseType } from './response-type.js'
import { isSuccessPage } from './success-page.js'

/** `response_type=token`: the user-agent flow. @see salesforce-oauth.md section 14 */
export const tokenResponse: ResponseType = {
  flow: 'user_agent',
  faultOf: () => undefined,
  answer: (org, call, allowed) => answered(org, call, allowed, tokenMembers, withoutIdToken),
}

/** `response_type=token id_token`: the same with an ID token. @see OpenID Connect Core §3.2 */
export const tokenIdTokenResponse: ResponseType = {
  flow: 'user_agent',
  // What Salesforce says to either is not known; these are the codes of RFC 6749 §4.2.2.1 for what
  // OpenID Connect Core §3.2.2.1 requires.
  faultOf: (call, scope) => {
    if (!scope.includes('openid')) return ['invalid_scope', 'an id_token needs the scope openid']
    return parameter(call, 'nonce') === undefined ? nonceMissing : undefined
  },
  answer: (org, call, allowed) => answered(org, call, allowed, tokenMembers, withIdToken),
}

/** `response_type=hybrid_token`: the hybrid user-agent flow. @see salesforce-oauth.md section 13 */
export const hybridTokenResponse: ResponseType = {
  flow: 'user_agent',
  // `web` is documented as the prerequisite, what comes without it is not.
  faultOf: (_call, scope) =>
    covers(scope, 'web') ? undefined : ['invalid_scope', 'hybrid app flows need the scope web'],
  answer: (org, call, allowed) =>
    answered(org, call, allowed, hybridTokenMembers, [...withoutIdToken, ...hybridOrder]),
}

const nonceMissing: Fault = ['invalid_request', 'nonce is missing']

/** The order of section 14, which is not that of the token endpoint. */
const before = `access_token instance_url id issued_at signature scope token_type
refresh_token`.split(/\s+/)
const after = ['state', 'sfdc_community_url', 'sfdc_community_id']
const withoutIdToken: readonly string[] = [...before, ...after]
const withIdToken: readonly string[] = [...before, 'id_token', ...after]

async function answered(
  org: OrgState,
  call: Call,
  { request, user, authTimeMs }: AllowedRequest,
  write: (org: OrgState, call: Call, issue: Issue) => Promise<Members>,
  order: readonly string[],
): Promise<Response> {
  const { app, scope, redirectUri, state, nonce } = request
  const family = org.tokens.begin({ app, user, scope, authTimeMs, approval: true })
  const refreshes = wantsRefreshToken(scope) && mayCarryRefreshToken(call, redirectUri)
  const members: Members = {
    ...(await write(org, call, {
      family,
      refreshToken: refreshes ? newRefreshToken(org, family) : undefined,
      nonce,
    })),
    ...(state === undefined ? {} : { state }),
  }
  return answerInFragment(
    redirectUri,
    Object.fromEntries(order.map((name) => [name, members[name]])),
  )
}

/** A web page gets no refresh token: only an app with a scheme of its own, or one that reads our page. */
function mayCarryRefreshToken(call: Call, redirectUri: string): boolean {
  return !/^https?:/i.test(redirectUri) || isSuccessPage(call, redirectUri)
}
