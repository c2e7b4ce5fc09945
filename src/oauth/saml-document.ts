import { AuthError } from '../kernel/errors.js'
import { scanXmlRoot } from './saml-root.js'

/** The largest document taken, in bytes of XML. */
const mostBytes = 262_144

const namespaces = {
  Assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  Response: 'urn:oasis:names:tc:SAML:2.0:protocol',
} as const

/** The SAML 2.0 documents that stand for a user. */
export type SamlRoot = keyof typeof namespaces

/**
 * Reads a ready SAML document: XML, or base64 or base64url of it.
 *
 * Looks at no more than the root element: the XML is signed, so it is passed on as it is, and what it says is
 * for the server to judge.
 *
 * @param name Where it came from, for the error.
 * @param roots What it may be.
 * @returns The XML.
 * @throws {AuthError} `bad_configuration` saying what is wrong.
 */
export function readSamlDocument(
  text: string,
  name: string,
  roots: readonly SamlRoot[] = ['Assertion', 'Response'],
): string {
  const xml = decoded(text.replace(/^\uFEFF/, '').trim(), name)
  if (Buffer.byteLength(xml) > mostBytes) {
    throw bad(name, `it is larger than ${mostBytes} bytes`, 'check that it is the right file')
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    throw bad(name, 'it has a document type definition', 'SAML has none; do not trust this file')
  }
  judgeEncoding(xml, name)
  judgeRoot(xml, name, roots)
  return xml
}

function decoded(text: string, name: string): string {
  if (text.startsWith('<')) return text
  const base64 = text.replace(/\s+/g, '')
  if (base64 === '' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) {
    throw bad(name, 'it is neither XML nor base64', 'give the XML, or base64 of it')
  }
  const xml = utf8(Buffer.from(base64, 'base64'))?.trim()
  if (xml?.startsWith('<') !== true) {
    throw bad(name, 'what its base64 holds is not XML in UTF-8', 'give the XML, or base64 of it')
  }
  return xml
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What is sent is UTF-8, so a declaration of another encoding would make a server read other letters. */
function judgeEncoding(xml: string, name: string): void {
  const encoding = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1]
  const ascii = !/[^\n\r\t -~]/.test(xml)
  if (ascii || encoding === undefined || encoding.toLowerCase() === 'utf-8') return
  throw bad(name, 'its XML is not in UTF-8', 'save it in UTF-8 and drop its <?xml ...?> line')
}

function judgeRoot(xml: string, name: string, roots: readonly SamlRoot[]): void {
  const root = scanXmlRoot(xml)
  if (root === undefined) {
    throw bad(name, 'its XML is damaged or cut off', 'copy it again, to its last line')
  }
  if (roots.some((known) => known === root.name && namespaces[known] === root.namespace)) return
  const wanted = roots.join(' or ')
  throw bad(
    name,
    `its root element is ${shown(root.name)}, not a SAML 2.0 ${wanted}`,
    root.name === 'Response'
      ? 'give the assertion alone, or send the response: oauthctl saml assertion'
      : `give the XML from its <${wanted}> on`,
  )
}

/** The name is the file's own: as much of it as an error line bears. */
function shown(element: string): string {
  return element.slice(0, 40)
}

function bad(name: string, reason: string, hint: string): AuthError {
  return new AuthError('bad_configuration', `${name} is no usable SAML document: ${reason}`, {
    hint,
  })
}
