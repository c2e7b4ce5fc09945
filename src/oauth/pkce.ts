import { createHash } from 'node:crypto'
import { calculatePKCECodeChallenge } from 'oauth4webapi'
import type { Random } from '../kernel/ports.js'

/** The shortest a `code_verifier` may be, and long enough: 43 characters hold 256 bits (RFC 7636 §7.1). */
const defaultLength = 43

/**
 * Makes a `code_verifier` of the base64url alphabet.
 *
 * RFC 7636 would allow `~` as well; Salesforce refuses it (salesforce-oauth.md §2.5).
 *
 * @param length Characters, 43 to 128.
 */
export function newCodeVerifier(random: Random, length: number = defaultLength): string {
  const bytes = Math.floor((3 * (length - 1)) / 4) + 1
  return random.base64url(bytes).slice(0, length)
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

/** The `S256` transformation of any text or bytes, a verifier or not. */
export function s256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url')
}
