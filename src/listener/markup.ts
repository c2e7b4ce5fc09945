/** Text that is safe to send as HTML. Made only by {@link markup} and {@link joined}. */
export interface Markup {
  readonly html: string
}

// Controls, and what hides or reorders text: zero-width characters, bidi controls, tags.
const unseen =
  /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/**
 * Builds HTML from a template. Every string in it is escaped; a control or reordering character
 * becomes U+FFFD.
 */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly (string | Markup)[]
): Markup {
  const safe = values.map((value) => (typeof value === 'string' ? escaped(value) : value.html))
  return { html: String.raw({ raw: strings }, ...safe) }
}

/** Puts pieces one after the other. */
export function joined(pieces: readonly Markup[]): Markup {
  return { html: pieces.map((piece) => piece.html).join('') }
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"'`]/g, (character) => entities[character] ?? '')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(unseen, '\u{fffd}')
}
