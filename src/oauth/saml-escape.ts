import { AuthError } from '../kernel/errors.js'

/**
 * XML 1.0 cannot carry most of these even as references (§2.2), and parsers change the line separators;
 * none belongs in a name or a URL.
 */
const unwritable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Escapes a value for the text of an XML element or for an attribute.
 *
 * @param name For the message: `the username`.
 * @throws {AuthError} `bad_configuration` for a control character or half a surrogate pair.
 */
export function escapeXml(value: string, name: string): string {
  if (unwritable.test(value)) {
    throw new AuthError('bad_configuration', `${name} holds a character that XML cannot carry`, {
      hint: `give ${name} without control characters or line breaks`,
    })
  }
  return value.replace(/[&<>"']/g, (character) => references[character] ?? character)
}
