import type { XmlAttribute, XmlElement } from './xml-element.js'

/** What to leave out and what to put in. */
interface Canonicalization {
  /** An element that is not written, as the enveloped signature is not. */
  readonly without?: XmlElement | undefined
  /** Prefixes whose namespaces are written even where nothing has them; empty text for the default. */
  readonly inclusive?: readonly string[] | undefined
}

/**
 * Writes an element in the one form that is signed: exclusive canonical XML 1.0 without comments.
 *
 * @see {@link https://www.w3.org/TR/xml-exc-c14n/#sec-Specification Exclusive XML Canonicalization §3}
 */
export function canonical(apex: XmlElement, options: Canonicalization = {}): string {
  const { without, inclusive = [] } = options

  const write = (element: XmlElement, written: ReadonlyMap<string, string>): string => {
    if (element === without) return ''
    const prefixes = new Set([
      element.prefix,
      ...element.attributes.map(({ prefix }) => prefix).filter((prefix) => prefix !== ''),
      ...inclusive.filter((prefix) => element.scope.has(prefix)),
    ])
    prefixes.delete('xml')
    const inScope = new Map(written)
    let text = `<${qualified(element)}`
    for (const prefix of [...prefixes].sort(byCode)) {
      const namespace = element.scope.get(prefix) ?? ''
      if (namespace === (written.get(prefix) ?? '')) continue
      inScope.set(prefix, namespace)
      text += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeText(namespace)}"`
    }
    for (const one of [...element.attributes].sort(byName)) {
      text += ` ${qualified(one)}="${attributeText(one.value)}"`
    }
    const content = element.children.map((child) =>
      typeof child === 'string' ? characterText(child) : write(child, inScope),
    )
    return `${text}>${content.join('')}</${qualified(element)}>`
  }

  return write(apex, new Map())
}

function qualified({ prefix, local }: Pick<XmlElement, 'prefix' | 'local'>): string {
  return prefix === '' ? local : `${prefix}:${local}`
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function byName(one: XmlAttribute, other: XmlAttribute): number {
  return byCode(one.namespace, other.namespace) || byCode(one.local, other.local)
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

function characterText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? '')
}

function attributeText(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (character) => escapes[character] ?? '')
}
