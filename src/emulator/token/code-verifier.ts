import { createHash } from 'node:crypto'

/**
 * Whether a verifier belongs to a challenge, method S256 (RFC 7636 §4.6). At least 43 characters,
 * without `~`, which the RFC allows and Salesforce refuses; longer than the RFC's 128 is fine, since
 * jsforce and the Mobile SDKs send 171.
 *
 * @see salesforce-oauth.md section 2.5
 */
export function verifierMatches(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._-]{43,}$/.test(verifier)) return false
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}
