import { describe, expect, it } from 'vitest'
import { readSamlDocument } from '../../../src/oauth/saml-document.js'

const assertion =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1">jörg ÿ?~</saml:Assertion>'
const response =
  '<Response ID="_2" xmlns="urn:oasis:names:tc:SAML:2.0:protocol"><a>1</a></Response>'

describe('a ready SAML document', () => {
  it.each([
    ['XML', assertion],
    ['XML between line breaks', `\n${assertion}\n`],
    ['XML behind a byte order mark', `\uFEFF${assertion}`],
    ['base64', encoded('base64')],
    ['base64 in lines', encoded('base64').replace(/(.{20})/g, '$1\r\n')],
    ['base64 without padding', encoded('base64').replace(/=+$/, '')],
    ['base64url', encoded('base64url')],
    ['base64 with a byte order mark inside', encoded('base64', `\uFEFF${assertion}\n`)],
  ])('is read from %s', (_, text) => {
    expect(readSamlDocument(text, 'a.xml')).toBe(assertion)
  })

  it.each([
    ['a response in the default namespace', response],
    ['a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${assertion}`],
    ['comments and instructions', `<!-- <evil> --><?pi a?>\n<!---->${assertion}<!-- end -->`],
    [
      'single quotes, spaces and a > in an attribute',
      `<s:Response\n a=">" xmlns:s = 'urn:oasis:names:tc:SAML:2.0:protocol' ></s:Response >`,
    ],
    [
      'another encoding that all letters share',
      `<?xml version='1.0' encoding='latin1'?>${response}`,
    ],
  ])('is passed on as it is with %s', (_, xml) => {
    expect(readSamlDocument(xml, 'a.xml')).toBe(xml)
  })

  it.each([
    ['nothing', '', 'it is neither XML nor base64'],
    ['prose', 'hello, world', 'it is neither XML nor base64'],
    ['a JWT', 'eyJhbGciOiJub25lIn0.e30.', 'it is neither XML nor base64'],
    ['base64 of something else', 'aGVsbG8=', 'what its base64 holds is not XML in UTF-8'],
    [
      'base64 of UTF-16',
      encoded('base64', assertion, 'utf16le'),
      'what its base64 holds is not XML in UTF-8',
    ],
    ['base64 of damaged UTF-8', 'PGE+//88L2E+', 'what its base64 holds is not XML in UTF-8'],
    [
      'letters of another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${assertion}`,
      'its XML is not in UTF-8',
    ],
    ['half of it', assertion.slice(0, 80), 'its XML is damaged or cut off'],
    ['a cut tag', assertion.slice(0, 20), 'its XML is damaged or cut off'],
    [
      'an empty root',
      '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>',
      'its XML is damaged or cut off',
    ],
    ['an endless comment', `<!-- ${assertion}`, 'its XML is damaged or cut off'],
    [
      'a web page',
      '<html><body></body></html>',
      'its root element is html, not a SAML 2.0 Assertion or Response',
    ],
    [
      'SAML 1.1',
      '<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion"></Assertion>',
      'its root element is Assertion, not a SAML 2.0 Assertion or Response',
    ],
    [
      'no namespace',
      '<Assertion></Assertion>',
      'its root element is Assertion, not a SAML 2.0 Assertion or Response',
    ],
    [
      'the namespace under another prefix',
      '<a:Assertion xmlns:b="urn:oasis:names:tc:SAML:2.0:assertion"></a:Assertion>',
      'its root element is Assertion, not a SAML 2.0 Assertion or Response',
    ],
    [
      'the real one in a wrapper',
      `<evil>${assertion}</evil>`,
      'its root element is evil, not a SAML 2.0 Assertion or Response',
    ],
  ])('is refused for %s, and the source is named', (_, text, reason) => {
    expect(() => readSamlDocument(text, 'a.xml')).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: `a.xml is no usable SAML document: ${reason}`,
        hint: expect.any(String),
      }),
    )
  })

  it.each([
    ['reads a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['calls a host', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'],
    ['laughs a billion times', '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'],
    ['has a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>'],
    ['is in small letters', '<!doctype a>'],
    ['stands behind a declaration', '<?xml version="1.0"?><!DOCTYPE a>'],
    ['stands behind a comment', '<!-- a --><!DOCTYPE a>'],
  ])('is refused for a document type definition that %s', (_, definition) => {
    for (const text of [definition + assertion, encoded('base64', definition + assertion)]) {
      expect(() => readSamlDocument(text, 'a.xml')).toThrow(
        'a.xml is no usable SAML document: it has a document type definition',
      )
    }
  })

  it('is refused when it is larger than 256 KiB, and taken when it is as large', () => {
    const filler = 'x'.repeat(262_144 - response.length)
    const full = response.replace('1', `1${filler}`)
    expect(readSamlDocument(full, 'a.xml')).toBe(full)
    expect(() => readSamlDocument(full.replace('1', '12'), 'a.xml')).toThrow(
      'a.xml is no usable SAML document: it is larger than 262144 bytes',
    )
  })

  it('is refused when an assertion is wanted and it is a response, with the command for that', () => {
    expect(() => readSamlDocument(response, 'a.xml', ['Assertion'])).toThrow(
      expect.objectContaining({
        message:
          'a.xml is no usable SAML document: its root element is Response, not a SAML 2.0 Assertion',
        hint: 'give the assertion alone, or send the response: oauthctl saml assertion',
      }),
    )
  })
})

function encoded(
  how: 'base64' | 'base64url',
  text = assertion,
  letters: BufferEncoding = 'utf8',
): string {
  return Buffer.from(text, letters).toString(how)
}
