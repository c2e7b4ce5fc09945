import { redirectToApp } from './redirect-answer.js'
import type { ResponseType } from './response-type.js'

/** `response_type=code`: the web server flow. @see salesforce-oauth.md section 2.2 */
export const codeResponse: ResponseType = {
  usesPkce: true,
  answer: (org, call, { request, user, authTimeMs }) => {
    const code = org.codes.issue({
      app: request.app,
      user,
      redirectUri: request.redirectUri,
      scope: request.scope,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      authTimeMs,
    })
    const ofSite = user.kind === 'external'
    return redirectToApp(request.redirectUri, {
      code,
      state: request.state,
      sfdc_community_url: ofSite ? call.hosts.site : undefined,
      sfdc_community_id: ofSite ? org.siteId.long : undefined,
    })
  },
}
