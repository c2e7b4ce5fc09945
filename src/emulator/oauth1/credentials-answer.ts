import { noStore } from '../answers.js'

/**
 * Answers names and values, urlencoded.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.1 RFC 5849 §2.1 and §2.3}
 */
export function credentialsAnswer(members: Readonly<Record<string, string>>): Response {
  return new Response(new URLSearchParams(members).toString(), {
    headers: { ...noStore, 'content-type': 'application/x-www-form-urlencoded' },
  })
}
