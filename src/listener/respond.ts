import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { fragmentScriptSource } from './fragment-page.js'
import { pageStyleSource } from './page-style.js'

const nothingButStyle = `default-src 'none'; style-src ${pageStyleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const always: Readonly<OutgoingHttpHeaders> = {
  'content-security-policy': nothingButStyle,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
}

/** Sends a page. Every answer of the listener closes its connection. */
export function respondPage(response: ServerResponse, status: number, html: string): void {
  respondText(response, status, 'text/html', html, {})
}

/** Sends the page that may run its one script, and send what that read to this listener. */
export function respondFragmentPage(response: ServerResponse, html: string): void {
  respondText(response, 200, 'text/html', html, {
    'content-security-policy': `${nothingButStyle}; script-src ${fragmentScriptSource}; connect-src 'self'`,
  })
}

/** Sends an answer without a body. */
export function respondEmpty(
  response: ServerResponse,
  status: number,
  headers: Readonly<OutgoingHttpHeaders>,
): void {
  response.writeHead(status, { ...always, 'content-length': 0, ...headers })
  response.end()
}

/** Sends the browser elsewhere with a GET, so that the address it came by leaves its history. */
export function respondRedirect(
  response: ServerResponse,
  status: 302 | 303,
  location: string,
): void {
  respondEmpty(response, status, { location })
}

/** Tells a script where to go: it cannot see where a redirect leads without going there. */
export function respondLocation(response: ServerResponse, location: string): void {
  respondText(response, 200, 'text/plain', location, {})
}

function respondText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers: Readonly<OutgoingHttpHeaders>,
): void {
  response.writeHead(status, {
    ...always,
    ...headers,
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
