import { createHmac } from 'node:crypto'
import type { Secret } from '../kernel/secret.js'
import { percentEncode } from './oauth1-encode.js'

/** The one method that Salesforce knows (salesforce-oauth.md §15). */
export const signatureMethod = 'HMAC-SHA1'

/**
 * Signs a base string with the secrets of the client and of the token, HMAC-SHA1.
 *
 * @param tokenSecret `undefined` while there is no token.
 * @returns Base64.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.4.2 RFC 5849 §3.4.2}
 */
export function hmacSha1Signature(
  baseString: string,
  clientSecret: Secret,
  tokenSecret: Secret | undefined,
): string {
  const secrets = [clientSecret.expose(), tokenSecret?.expose() ?? '']
  return createHmac('sha1', secrets.map(percentEncode).join('&'))
    .update(baseString)
    .digest('base64')
}
