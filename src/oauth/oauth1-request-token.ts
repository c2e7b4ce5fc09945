import type { Oauth1Token } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { oauth1TokenOf, type Oauth1RefusalReading } from './oauth1-answer.js'
import { signedRequest, type Oauth1Client, type Oauth1Moment } from './oauth1-request.js'

/**
 * Builds the request for a request token (RFC 5849 calls it temporary credentials).
 *
 * @param callback Where the browser is sent back to, or `oob`: the person carries the verifier.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.1 RFC 5849 §2.1}
 */
export function requestTokenRequest(
  endpoint: string,
  client: Oauth1Client,
  callback: string,
  moment: Oauth1Moment,
): HttpRequest {
  return signedRequest(endpoint, { client, token: undefined, moment }, [
    ['oauth_callback', callback],
  ])
}

/**
 * Judges the answer to {@link requestTokenRequest}.
 *
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `bad_answer`, `unsupported_by_server` when it does not take the callback.
 */
export function processRequestToken(answer: HttpAnswer, read: Oauth1RefusalReading): Oauth1Token {
  const { token, fields } = oauth1TokenOf(answer, 'a request token', read)
  const confirmed = fields.get('oauth_callback_confirmed')
  // RFC 5849 wants `true` there. Whether Salesforce says it is only inferred, so silence passes: a server
  // before 1.0a that says nothing gives no verifier either, and that ends the flow.
  if (confirmed === null || confirmed === 'true') return token
  throw new AuthError(
    'unsupported_by_server',
    `${new URL(answer.url).host} did not confirm the callback, as OAuth 1.0.A demands`,
    { hint: 'use the web server flow: oauthctl login' },
  )
}
