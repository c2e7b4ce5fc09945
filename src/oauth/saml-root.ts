/** The root element of an XML document: its local name, and its namespace as declared on itself. */
export interface XmlRoot {
  readonly name: string
  readonly namespace: string | undefined
}

/** What may precede the root: white space, processing instructions and comments. */
const prolog = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)/y
const startTag = /<(?:([\w.-]+):)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*>/y

/**
 * Finds the root element of XML without reading what is inside.
 *
 * @param xml Without a document type definition.
 * @returns `undefined` when there is no start tag, or it is never closed.
 */
export function scanXmlRoot(xml: string): XmlRoot | undefined {
  const tag = matchAt(startTag, xml, endOfProlog(xml))
  if (tag === null) return undefined
  const [, prefix, name = '', attributes = ''] = tag
  const qualified = prefix === undefined ? name : `${prefix}:${name}`
  if (!xml.includes(`</${qualified}`)) return undefined
  return { name, namespace: declared(prefix, attributes) }
}

function endOfProlog(xml: string): number {
  let end = 0
  for (let part = matchAt(prolog, xml, end); part !== null; part = matchAt(prolog, xml, end)) {
    end += part[0].length
  }
  return end
}

function matchAt(sticky: RegExp, text: string, index: number): RegExpExecArray | null {
  const pattern = new RegExp(sticky)
  pattern.lastIndex = index
  return pattern.exec(text)
}

function declared(prefix: string | undefined, attributes: string): string | undefined {
  const wanted = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
  for (const [, name, double, single] of attributes.matchAll(
    /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    if (name === wanted) return double ?? single
  }
  return undefined
}
