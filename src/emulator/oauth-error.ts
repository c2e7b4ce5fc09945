import { json } from './answers.js'

/**
 * Answers an error of OAuth as JSON, whatever format was asked for.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-5.2 RFC 6749 §5.2}
 */
export function oauthError(error: string, description: string, status: number): Response {
  return json({ error, error_description: description }, status)
}

/**
 * Answers 401 and names the scheme by which a request could have proven itself.
 *
 * @param challenge The value of `WWW-Authenticate`.
 */
export function unauthorized(error: string, description: string, challenge: string): Response {
  const answer = oauthError(error, description, 401)
  answer.headers.set('www-authenticate', challenge)
  return answer
}
