import { createHmac } from 'node:crypto'
import { percentEncode } from './percent-encoding.js'

/** The only signature method Salesforce takes. @see salesforce-oauth.md section 15 */
export const signatureMethod = 'HMAC-SHA1'

/**
 * Signs a base string.
 *
 * @param tokenSecret Empty where there is no token yet.
 * @returns Base64, with its padding.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.4.2 RFC 5849 §3.4.2}
 */
export function hmacSignature(text: string, consumerSecret: string, tokenSecret: string): string {
  const key = `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`
  return createHmac('sha1', key).update(text).digest('base64')
}
