import type { Oauth1Token, Server, SoapApi } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { refuseUnsuccessful } from '../oauth/oauth1-answer.js'
import { percentEncode } from '../oauth/oauth1-encode.js'
import { signedRequest, type Oauth1Client, type Oauth1Moment } from '../oauth/oauth1-request.js'
import { oauth1Refusal } from './oauth1-refusal.js'
import { trustedUrl } from './trust.js'
import { xmlLeaves } from './xml-leaves.js'

/** Where OAuth 1.0.A is served (salesforce-oauth.md §15). */
export interface Oauth1Endpoints {
  readonly requestToken: string
  readonly authorization: string
  readonly accessToken: string
}

/** A session of the SOAP API, which REST takes as a Bearer token as well. */
export interface SoapSession {
  readonly sessionId: Secret
  readonly serverUrl: string
  /** Origin of the org, fit to be called. */
  readonly instanceUrl: string
  readonly orgId: string | undefined
}

/** The endpoints of a server; no metadata document names them. */
export function oauth1Endpoints({ url }: Pick<Server, 'url'>): Oauth1Endpoints {
  return {
    requestToken: `${url}/_nc_external/system/security/oauth/RequestTokenHandler`,
    authorization: `${url}/setup/secur/RemoteAccessAuthorizationPage.apexp`,
    accessToken: `${url}/_nc_external/system/security/oauth/AccessTokenHandler`,
  }
}

/** The page where a person approves a request token; Salesforce wants the consumer key there too (§15). */
export function oauth1AuthorizationUrl(
  endpoint: string,
  clientId: string,
  requestToken: Oauth1Token,
): string {
  const token = percentEncode(requestToken.token.expose())
  return `${endpoint}?oauth_token=${token}&oauth_consumer_key=${percentEncode(clientId)}`
}

/** Builds the call that opens a session, signed with the access token and with an empty body (§15). */
export function sessionRequest(
  { url }: Pick<Server, 'url'>,
  { kind, version }: SoapApi,
  client: Oauth1Client,
  token: Oauth1Token,
  moment: Oauth1Moment,
): HttpRequest {
  const path = `/services/OAuth/${kind === 'partner' ? 'u' : 'c'}/${encodeURIComponent(version)}`
  return signedRequest(`${url}${path}`, { client, token, moment }, [])
}

/**
 * Judges the answer to {@link sessionRequest}: one line of XML.
 *
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `login_required` when the access token is no longer taken, `bad_answer`,
 * `untrusted_host` when the session is of a host that is none of this server's.
 */
export function processSession(answer: HttpAnswer, server: Pick<Server, 'url'>): SoapSession {
  refuseDeadToken(answer)
  refuseUnsuccessful(answer, oauth1Refusal)
  const leaves = xmlLeaves(answer.text)
  const serverUrl = leaves?.get('serverUrl')
  const sessionId = leaves?.get('sessionId') ?? ''
  if (serverUrl === undefined || !/^[\x21-\x7e]{1,16384}$/.test(sessionId)) {
    throw (
      oauth1Refusal(answer) ??
      new AuthError('bad_answer', `${new URL(answer.url).host} did not answer with a session`, {
        hint: 'run the command again with -v to see the answer',
      })
    )
  }
  const { origin } = trustedUrl('serverUrl', serverUrl, new URL(server.url))
  const orgId = /^(00D\w{12}(?:\w{3})?)!/.exec(sessionId)?.[1]
  return { sessionId: new Secret(sessionId), serverUrl, instanceUrl: origin, orgId }
}

/** A bare 401 means that the token is not valid (salesforce-oauth-2.md §15). */
function refuseDeadToken(answer: HttpAnswer): void {
  if (answer.status !== 401 || oauth1Refusal(answer) !== undefined) return
  throw new AuthError(
    'login_required',
    `${new URL(answer.url).host} does not take the OAuth 1.0.A access token any more`,
    { hint: 'start again: oauthctl oauth1' },
  )
}
