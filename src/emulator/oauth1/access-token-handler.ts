import type { OrgState } from '../org-state.js'
import { credentialsAnswer } from './credentials-answer.js'
import { Oauth1Fault } from './oauth1-fault.js'
import type { Approval, RequestToken } from './request-tokens.js'
import { signedWithToken } from './signed-request.js'
import { signedEndpoint } from './signed-endpoint.js'

/** How often an app may try to exchange one request token. @see salesforce-oauth-2.md section 15, 1712 */
const mostTries = 3

/**
 * Exchanges an approved request token for an access token. A person has said yes to it, so it counts
 * as one of the five approvals of that person and app. All scopes of the app come with it, since
 * OAuth 1.0.A has none to choose.
 *
 * @see salesforce-oauth.md sections 15 and 18, RFC 5849 §2.3
 */
export const accessTokenHandler = signedEndpoint((org, call) => {
  const { app, parameters, token } = signedWithToken(org, call, {
    find: org.requestTokens.find,
    unknown: 1715,
  })
  const { user, authTimeMs } = approvalOf(org, token, parameters.get('oauth_verifier'))
  token.state = { kind: 'used' }
  const family = org.tokens.begin({ app, user, scope: app.scopes, authTimeMs, approval: true })
  const { text, secret } = org.oauth1Tokens.issue(family)
  return credentialsAnswer({ oauth_token: text, oauth_token_secret: secret })
})

/** Only what is rightly signed is a try, so that nobody else can use them up. */
function approvalOf(org: OrgState, token: RequestToken, verifier: string | undefined): Approval {
  token.tries += 1
  if (token.tries > mostTries) throw new Oauth1Fault(1712)
  const { state } = token
  if (state.kind === 'denied' || state.kind === 'used' || org.requestTokens.isExpired(token)) {
    throw new Oauth1Fault(1715)
  }
  // While nobody has approved it, there is no verifier to know.
  if (state.kind !== 'approved' || state.verifier !== verifier) throw new Oauth1Fault(1711)
  return state
}
