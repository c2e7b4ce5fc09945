/** What a tag may be, or an instruction before the root. Nothing else: no comment, no CDATA, no DOCTYPE. */
const markup = /<\?[^<>]*\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s[^<>]*?)?)(\/?)>/y
const longestXml = 65_536
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/**
 * Reads the texts of the root's children out of a small XML answer, each name once.
 *
 * It expands no entity but XML's own five and knows no document type, so there is nothing to blow up or to
 * fetch; it goes over the text once.
 *
 * @returns `undefined` when the text is not such a document, or a child stands there twice.
 */
export function xmlLeaves(xml: string): ReadonlyMap<string, string> | undefined {
  if (xml.length > longestXml) return undefined
  const leaves = new Map<string, string>()
  const path: string[] = []
  const pattern = new RegExp(markup)
  const text = xml.trim()
  let inside: string | undefined
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at
    const [whole, closing, name, , empty] = pattern.exec(text) ?? []
    if (whole === undefined) return undefined
    const end = at + whole.length
    const next = text.indexOf('<', end)
    at = next === -1 ? text.length : next
    if (name === undefined || empty === '/') {
      if ((path.length === 0) !== (name === undefined)) return undefined
      inside = undefined
    } else if (closing === '') {
      path.push(name)
      inside = text.slice(end, at)
    } else {
      const value = path.length === 2 && inside !== undefined ? decoded(inside) : undefined
      if (path.pop() !== name || (value !== undefined && leaves.has(name))) return undefined
      if (value !== undefined) leaves.set(name, value)
      if (path.length === 0) return end === text.length ? leaves : undefined
      inside = undefined
    }
  }
  return undefined
}

/** `undefined` where a reference is none of XML's own. */
function decoded(text: string): string | undefined {
  if (!/^(?:[^&]|&(?:amp|lt|gt|quot|apos|#x?[0-9a-fA-F]{1,7});)*$/.test(text)) return undefined
  return text.replace(/&([^;]+);/g, (_, name: string) => entities[name] ?? character(name))
}

/** The character of `#65` or `#x41`; U+FFFD where there is none, which no token and no URL contains. */
function character(name: string): string {
  const code = Number(name.replace(/^#x/, '0x').replace(/^#/, ''))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\u{fffd}'
}
