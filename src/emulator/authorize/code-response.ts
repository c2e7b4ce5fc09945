import { siteMembers } from '../site-members.js'
import { answerInQuery } from './redirect-answer.js'
import type { ResponseType } from './response-type.js'

/**
 * `response_type=code`: the web server flow, and the hybrid one, which only differs at the token endpoint.
 *
 * @see salesforce-oauth.md sections 2.2 and 13
 */
export const codeResponse: ResponseType = {
  flow: 'web_server',
  faultOf: () => undefined,
  answer: (org, call, { request, user, authTimeMs }) => {
    const code = org.codes.issue({
      app: request.app,
      user,
      redirectUri: request.redirectUri,
      scope: request.scope,
      codeChallenge: request.codeChallenge,
      nonce: request.nonce,
      authTimeMs,
      uvid: undefined,
    })
    return answerInQuery(request.redirectUri, {
      code,
      state: request.state,
      ...siteMembers(org, call, user),
    })
  },
}
