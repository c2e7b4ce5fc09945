import type { Parameter } from './base-string.js'
import { Oauth1Fault } from './oauth1-fault.js'
import { percentDecode } from './percent-encoding.js'

/**
 * Reads the parameters of an `Authorization: OAuth` header; `realm` is none of them. There are none in
 * a header of another scheme.
 *
 * @throws {Oauth1Fault} 1717 when it cannot be read.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1 RFC 5849 §3.5.1}
 */
export function headerParameters(header: string | null): readonly Parameter[] {
  const list = /^oauth\s+(.*)$/i.exec(header ?? '')?.[1] ?? ''
  // The realm is not encoded: a comma may stand between its quotes.
  const items = list.match(/(?:"[^"]*"|[^",])+/g) ?? []
  return items
    .map((item) => item.trim())
    .filter((item) => item !== '' && !/^realm\s*=/i.test(item))
    .map(parsed)
}

function parsed(item: string): Parameter {
  const [, name, value] = /^([^\s="]+)\s*=\s*"([^"]*)"$/.exec(item) ?? []
  return [decoded(name), decoded(value)]
}

function decoded(text: string | undefined): string {
  const plain = text === undefined ? undefined : percentDecode(text)
  if (plain === undefined) throw new Oauth1Fault(1717)
  return plain
}
