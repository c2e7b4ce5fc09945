import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** A piece of HTML whose text parts are escaped. */
export type Markup = HtmlEscapedString

type Part = string | Markup | readonly Markup[] | undefined

/**
 * The template tag of the pages: escapes every string, takes over markup as it is, leaves out
 * `undefined`.
 *
 * @throws {TypeError} When a part had to be awaited, which no part of a page does.
 */
export function markup(text: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const made = html(text, ...parts)
  if (made instanceof Promise) throw new TypeError('a page is rendered in one go')
  return made
}

/** Takes over a text of our own that is HTML, or CSS, already. */
export function trusted(text: string): Markup {
  return raw(text)
}
