/**
 * Takes out of a server's or a file's words everything that could move a cursor, forge a line or hide text:
 * control characters, line separators, bidirectional controls, zero-width characters and tags (threat row T24).
 *
 * @param max Longest result, in characters.
 */
export function sanitize(text: string, max = 500): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu, ' ').trim()
  if (clean.length <= max) return clean
  return `${clean.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`
}
