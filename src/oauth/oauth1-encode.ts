/**
 * Percent-encodes text as OAuth 1.0 signs it: UTF-8, everything but the unreserved characters, capital digits.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.6 RFC 5849 §3.6}
 */
export function percentEncode(text: string): string {
  // A lone surrogate has no UTF-8; it goes out as U+FFFD, as it would on the wire.
  const sound = Buffer.from(text).toString()
  return encodeURIComponent(sound).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
