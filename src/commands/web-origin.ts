import { AuthError } from '../kernel/errors.js'

/**
 * Reads the origin of web pages: scheme, host and port, https or http on loopback.
 *
 * @returns As browsers send it: lower case, without a default port.
 * @throws {AuthError} `usage` naming what is wrong and, where it can be told, the origin meant.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6454#section-6.2 RFC 6454 §6.2}
 */
export function webOrigin(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw bad(text, 'is no http or https URL', 'give scheme and host: https://app.example.com')
  }
  const url = new URL(text)
  if (url.hostname.includes('*')) {
    throw bad(text, 'is a pattern', 'give one origin that the pattern is to cover')
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw bad(text, 'is http', 'browsers keep OAuth to https; http is accepted on loopback')
  }
  // As typed, since parsing adds a slash to a bare origin and drops an empty query.
  const [, rest = ''] = /^https?:\/\/([^]*)$/i.exec(text) ?? []
  if (/[/\\?#@]/.test(rest)) {
    throw bad(text, 'has more than scheme, host and port', `give the origin alone: ${url.origin}`)
  }
  return url.origin
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

function bad(text: string, reason: string, hint: string): AuthError {
  return new AuthError('usage', `the origin ${JSON.stringify(text)} ${reason}`, { hint })
}
