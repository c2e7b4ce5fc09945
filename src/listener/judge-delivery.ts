import type { IncomingMessage } from 'node:http'

/** What the head of a request says that brings a fragment. */
export type DeliveryVerdict =
  { readonly kind: 'refused'; readonly status: 403 | 413 | 415 } | { readonly kind: 'delivery' }

/** The most a fragment may be: tokens that are JWTs make it some 10 KiB. */
export const mostDelivered = 64 * 1024

const urlencoded = /^application\/x-www-form-urlencoded[ \t]*(?:;|$)/i

/**
 * Judges who brings a fragment, before anybody reads it: only a script of a page of ours may.
 *
 * Every browser sends `Origin` with a POST, and a page cannot forge it.
 *
 * @param origins Every spelling of our own.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6454#section-7 RFC 6454 §7}
 */
export function judgeDelivery(
  { headers, headersDistinct }: IncomingMessage,
  origins: readonly string[],
): DeliveryVerdict {
  const given = headersDistinct['origin'] ?? []
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  const [origin, ...more] = given
  const isOurs = origin !== undefined && more.length === 0 && origins.includes(origin)
  if (!isOurs || site !== 'same-origin') return { kind: 'refused', status: 403 }
  if (!urlencoded.test(headers['content-type'] ?? '')) return { kind: 'refused', status: 415 }
  if (Number(headers['content-length'] ?? 0) > mostDelivered) {
    return { kind: 'refused', status: 413 }
  }
  return { kind: 'delivery' }
}
