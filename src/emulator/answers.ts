import { pageCsp } from './pages/layout.js'

/** Headers that keep an answer with secrets out of caches. @see salesforce-oauth.md section 3.0 */
export const noStore: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache,must-revalidate,max-age=0,no-store,private',
  pragma: 'no-cache',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'none',
}

/** Answers JSON as the token endpoint does. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { ...noStore, 'content-type': 'application/json;charset=UTF-8' },
  })
}

/** Answers one line of plain text. */
export function plain(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { ...noStore, 'content-type': 'text/plain;charset=UTF-8' },
  })
}

/** Answers a page for a person. */
export function html(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: {
      ...noStore,
      'content-type': 'text/html;charset=UTF-8',
      'content-security-policy': pageCsp,
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    },
  })
}

/** Sends a browser elsewhere. */
export function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { ...noStore, location } })
}

/** The error of a REST API, which is an array. @see salesforce-oauth.md section 16.1 */
export function apiError(errorCode: string, message: string, status: number): Response {
  return json([{ message, errorCode }], status)
}

/** Text for an element of XML. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
