import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'

/** The two halves of a Basic header. */
export interface BasicCredentials {
  readonly name: string
  readonly secret: string
}

/**
 * Reads who logs in from `Authorization: Basic`, in which the headless flows put the person and not the
 * client. Standard and url-safe base64 are both taken, padded or not, and nothing is percent-decoded.
 *
 * @throws {Refusal} `invalid_basic_auth_header`; the code is Salesforce's, its text is NOT FOUND.
 * @see salesforce-oauth.md section 12.2
 */
export function basicCredentials(call: Call): BasicCredentials {
  const header = call.headers.get('authorization') ?? ''
  const encoded = /^basic +([\w+/-]+={0,2})$/i.exec(header)?.[1] ?? ''
  // Node's decoder takes both alphabets.
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) {
    throw new Refusal('invalid_basic_auth_header', 'invalid basic auth header')
  }
  return { name: text.slice(0, colon), secret: text.slice(colon + 1) }
}
