import type { Oauth1Token } from '../kernel/credential.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { oauth1TokenOf, type Oauth1RefusalReading } from './oauth1-answer.js'
import { signedRequest, type Oauth1Client, type Oauth1Moment } from './oauth1-request.js'

/** What a person approved: the request token, and the verifier that proves it. */
export interface ApprovedRequestToken {
  readonly token: Oauth1Token
  readonly verifier: string
}

/**
 * Builds the request for an access token (RFC 5849 calls it token credentials).
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.3 RFC 5849 §2.3}
 */
export function accessTokenRequest(
  endpoint: string,
  client: Oauth1Client,
  { token, verifier }: ApprovedRequestToken,
  moment: Oauth1Moment,
): HttpRequest {
  return signedRequest(endpoint, { client, token, moment }, [['oauth_verifier', verifier]])
}

/**
 * Judges the answer to {@link accessTokenRequest}.
 *
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `bad_answer`.
 */
export function processAccessToken(answer: HttpAnswer, read: Oauth1RefusalReading): Oauth1Token {
  return oauth1TokenOf(answer, 'an access token', read).token
}
