import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { pageStyleSource } from './page-style.js'

const always: Readonly<OutgoingHttpHeaders> = {
  'content-security-policy': `default-src 'none'; style-src ${pageStyleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
}

/** Sends a page. Every answer of the listener closes its connection. */
export function respondPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    ...always,
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
  })
  response.end(html)
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
