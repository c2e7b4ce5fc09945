import { createHash } from 'node:crypto'
import { json } from './answers.js'
import { nonceText } from './ids.js'

/**
 * Answers `/services/oauth2/pkce/generator`: a verifier of 43 characters and its challenge, method S256.
 *
 * @see salesforce-oauth.md section 10, RFC 7636 §4.1 and §4.2
 */
export function pkceGenerator(): Response {
  const verifier = nonceText()
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  return json({ code_verifier: verifier, code_challenge: challenge })
}
