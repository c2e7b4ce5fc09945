import type { Oauth1Token } from '../kernel/credential.js'
import type { HttpRequest, Random } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { FormField } from './form-request.js'
import { signatureBaseString } from './oauth1-base-string.js'
import { percentEncode } from './oauth1-encode.js'
import { hmacSha1Signature, signatureMethod } from './oauth1-signature.js'

/** A client of OAuth 1.0: it signs, so it has a secret. */
export interface Oauth1Client {
  readonly id: string
  readonly secret: Secret
}

/** What makes each signed request another one (RFC 5849 §3.3). */
export interface Oauth1Moment {
  readonly nonce: string
  readonly timestamp: EpochSeconds
}

/** Who signs a request, with which token, and when. */
export interface Oauth1Signer {
  readonly client: Oauth1Client
  readonly token: Oauth1Token | undefined
  readonly moment: Oauth1Moment
}

/** Makes a nonce that no other request has: 128 bits (threat row T98). */
export function newNonce(random: Random): string {
  return random.base64url(16)
}

/**
 * Builds a signed POST without a body: all parameters travel in the Authorization header.
 *
 * @param own The parameters of this step: `oauth_callback`, `oauth_verifier`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1 RFC 5849 §3.5.1}
 */
export function signedRequest(
  url: string,
  { client, token, moment }: Oauth1Signer,
  own: readonly FormField[],
): HttpRequest {
  const parameters: readonly FormField[] = [
    ['oauth_consumer_key', client.id],
    ...(token === undefined ? [] : [['oauth_token', token.token.expose()] as const]),
    ['oauth_signature_method', signatureMethod],
    ['oauth_timestamp', `${moment.timestamp}`],
    ['oauth_nonce', moment.nonce],
    ...own,
  ]
  const baseString = signatureBaseString('POST', url, parameters)
  const signature = hmacSha1Signature(baseString, client.secret, token?.secret)
  return {
    method: 'POST',
    url,
    headers: {
      authorization: authorizationHeader([...parameters, ['oauth_signature', signature]]),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: '',
  }
}

function authorizationHeader(parameters: readonly FormField[]): string {
  const pairs = parameters.map(
    ([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`,
  )
  return `OAuth ${pairs.join(', ')}`
}
