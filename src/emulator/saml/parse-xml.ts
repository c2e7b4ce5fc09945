import type { XmlAttribute, XmlElement } from './xml-element.js'

const name = '[A-Za-z_][A-Za-z0-9._-]*'
const qname = `(?:(${name}):)?(${name})`
const value = `"[^"<]*"|'[^'<]*'`

const declaration =
  /\uFEFF?(?:<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["']utf-8["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>)?/iy
const space = /\s*/y
const openTag = new RegExp(`<${qname}((?:\\s+${qname}\\s*=\\s*(?:${value}))*)\\s*(/?)>`, 'y')
const closeTag = new RegExp(`</${qname}\\s*>`, 'y')
const attributeOf = new RegExp(`\\s+${qname}\\s*=\\s*(${value})`, 'g')
const characters = /[^<]+/y
const comment = /<!--(?:(?!--)[\s\S])*-->/y
const cdata = /<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/y

/** Elements inside each other at most; a document is no reason to run out of stack. */
const deepest = 100

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'

/**
 * Parses a document of XML 1.0 with namespaces, and only what an assertion needs of it: no document
 * type, thus no entities of one's own, no processing instructions, names in ASCII. What it does not
 * know it refuses; comments are dropped.
 *
 * Written for this because whoever checks a signature and whoever reads what was signed must see the
 * same document, and this one is small enough to see through.
 *
 * @throws {SyntaxError} When the text is anything else.
 */
export function parseXml(text: string): XmlElement {
  // XML 1.0 §2.2 forbids just these.
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)) throw new SyntaxError('not a character')
  const source = text.replace(/\r\n?/g, '\n')
  let at = 0

  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (match === null) return undefined
    at = pattern.lastIndex
    return match
  }

  const skipMisc = (): void => {
    do take(space)
    while (take(comment) !== undefined)
  }

  const element = (outer: ReadonlyMap<string, string>, depth: number): XmlElement => {
    const tag = take(openTag)
    if (tag === undefined || depth > deepest) throw new SyntaxError(`no element at ${at}`)
    const [, prefix = '', local = '', attributes = ''] = tag
    const { scope, own } = attributesOf(attributes, outer)
    return {
      prefix,
      local,
      namespace: namespaceOf(prefix, scope),
      attributes: own,
      scope,
      children: tag.at(-1) === '/' ? [] : content(prefix, local, scope, depth),
    }
  }

  const content = (
    prefix: string,
    local: string,
    scope: ReadonlyMap<string, string>,
    depth: number,
  ): XmlElement['children'] => {
    const found: (XmlElement | string)[] = []
    const addText = (more: string): void => {
      const last = found.at(-1)
      if (typeof last === 'string') found[found.length - 1] = last + more
      else if (more !== '') found.push(more)
    }
    for (;;) {
      const end = take(closeTag)
      if (end !== undefined) {
        if ((end[1] ?? '') === prefix && end[2] === local) return found
        throw new SyntaxError(`wrong end at ${at}`)
      }
      const plain = take(characters)?.[0]
      const quoted = plain === undefined ? take(cdata)?.[1] : undefined
      if (plain !== undefined) addText(characterData(plain))
      else if (quoted !== undefined) addText(quoted)
      else if (take(comment) === undefined) found.push(element(scope, depth + 1))
    }
  }

  take(declaration)
  skipMisc()
  const root = element(new Map([['xml', xmlNamespace]]), 1)
  skipMisc()
  if (at !== source.length) throw new SyntaxError(`something behind the document at ${at}`)
  return root
}

function attributesOf(
  text: string,
  outer: ReadonlyMap<string, string>,
): { readonly scope: ReadonlyMap<string, string>; readonly own: readonly XmlAttribute[] } {
  const all = [...text.matchAll(attributeOf)].map(([, prefix = '', local = '', quoted = '']) => ({
    prefix,
    local,
    value: resolved(quoted.slice(1, -1).replace(/[\t\n]/g, ' ')),
  }))
  const scope = new Map(outer)
  const declared = all.filter(isDeclaration)
  for (const one of declared) {
    const prefix = one.prefix === '' ? '' : one.local
    const reserved = prefix === 'xml' || prefix === 'xmlns' || one.value === xmlNamespace
    if (reserved || (prefix !== '' && one.value === '')) throw new SyntaxError('wrong namespace')
    scope.set(prefix, one.value)
  }
  const own = all
    .filter((one) => !isDeclaration(one))
    .map((one) => ({
      ...one,
      namespace: one.prefix === '' ? '' : namespaceOf(one.prefix, scope),
    }))
  refuseTwice(declared.map((one) => `${one.prefix}:${one.local}`))
  refuseTwice(own.map((one) => `${one.local} ${one.namespace}`))
  return { scope, own }
}

function isDeclaration({ prefix, local }: Pick<XmlAttribute, 'prefix' | 'local'>): boolean {
  return prefix === 'xmlns' || (prefix === '' && local === 'xmlns')
}

function namespaceOf(prefix: string, scope: ReadonlyMap<string, string>): string {
  const namespace = scope.get(prefix)
  if (namespace === undefined && prefix !== '') throw new SyntaxError('unknown prefix')
  return namespace ?? ''
}

function refuseTwice(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new SyntaxError('an attribute twice')
}

function characterData(text: string): string {
  if (text.includes(']]>')) throw new SyntaxError('the end of a CDATA section without one')
  return resolved(text)
}

const predefined = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function resolved(text: string): string {
  return text.replace(
    /&(?:([A-Za-z]+)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));|&/g,
    (_, entity?: string, decimal?: string, hexadecimal?: string) => {
      const known = predefined.get(entity ?? '')
      if (known !== undefined) return known
      return character(decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal))
    },
  )
}

/** XML 1.0 §2.2, production Char. */
function character(code: number): string {
  const allowed =
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  if (!allowed) throw new SyntaxError('no such character')
  return String.fromCodePoint(code)
}
