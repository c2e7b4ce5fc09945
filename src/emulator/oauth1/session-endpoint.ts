import { noStore, plain, xmlText } from '../answers.js'
import { accessTokenText } from '../ids.js'
import { instanceUrl } from '../instance-url.js'
import { sessionTimeoutMs } from '../org-state.js'
import { covers } from '../scopes.js'
import { Oauth1Fault } from './oauth1-fault.js'
import { signedWithToken } from './signed-request.js'
import { signedEndpoint } from './signed-endpoint.js'

/** `u` is the partner API, `c` the enterprise API, as in the URL of the SOAP API. */
const sessionPath = /^\/services\/OAuth\/([uc])\/([1-9]\d?\.0)$/

/**
 * Exchanges an access token of OAuth 1.0.A, as often as the app likes, for a session id, which is
 * opaque whatever the app says of its tokens. An app without the scope `api` has no API access.
 *
 * @see salesforce-oauth.md section 15
 */
export const sessionEndpoint = signedEndpoint((org, call) => {
  const [, api, version] = sessionPath.exec(call.path) ?? []
  if (api === undefined || version === undefined) return plain('Not found', 404)
  const { token } = signedWithToken(org, call, { find: org.oauth1Tokens.find, unknown: 1703 })
  const { family } = token
  if (!covers(family.scope, 'api')) throw new Oauth1Fault(1716)
  const sessionId = accessTokenText(org.id)
  org.tokens.addAccess(family, sessionId, { ms: sessionTimeoutMs(org.settings), sliding: true })
  org.tokens.touch(family)
  const serverUrl = `${instanceUrl(call, family.user)}/services/Soap/${api}/${version}/${org.id.short}`
  return sessionAnswer(serverUrl, sessionId)
})

/** One line, the URL first: there are clients that read it with a pattern. The name of the root is not known. */
function sessionAnswer(serverUrl: string, sessionId: string): Response {
  const members = `<serverUrl>${xmlText(serverUrl)}</serverUrl><sessionId>${xmlText(sessionId)}</sessionId>`
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><response>${members}</response>`, {
    headers: { ...noStore, 'content-type': 'text/xml;charset=UTF-8' },
  })
}
