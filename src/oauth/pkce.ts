import { calculatePKCECodeChallenge } from 'oauth4webapi'
import type { Random } from '../kernel/ports.js'

/**
 * Makes a `code_verifier`: 32 random bytes, 43 characters of the base64url alphabet.
 *
 * RFC 7636 would allow `~` as well; Salesforce refuses it (salesforce-oauth.md §2.5).
 */
export function newCodeVerifier(random: Random): string {
  return random.base64url(32)
}

/**
 * Calculates the `code_challenge` of a verifier, method `S256`.
 *
 * @param verifier `code_verifier`, 43 to 128 characters of `[A-Za-z0-9-._~]`.
 * @returns Base64url without padding, always 43 characters.
 * @throws {RangeError} When the verifier is shorter, longer or uses another character.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7636#section-4.2 RFC 7636 §4.2}
 */
export async function codeChallenge(verifier: string): Promise<string> {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) {
    throw new RangeError('a code_verifier is 43 to 128 characters of [A-Za-z0-9-._~]')
  }
  return calculatePKCECodeChallenge(verifier)
}
