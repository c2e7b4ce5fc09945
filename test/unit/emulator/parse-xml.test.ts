import { describe, expect, test } from 'vitest'
import { canonical } from '../../../src/emulator/saml/canonical.js'
import { parseXml } from '../../../src/emulator/saml/parse-xml.js'

describe('a document is read', () => {
  test.each([
    [
      'without what stands around it',
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<!-- a --><a/>\n',
      '<a></a>',
    ],
    [
      'with a declaration in other quotes',
      "<?xml version='1.0' standalone='yes' ?><a/>",
      '<a></a>',
    ],
    [
      'with characters by name and number',
      '<a b="&quot;&#65;">&lt;&#x42;&amp;</a>',
      '<a b="&quot;A">&lt;B&amp;</a>',
    ],
    ['with line ends of one kind', '<a>1\r\n2\r3</a>', '<a>1\n2\n3</a>'],
    ['with a line end that was meant', '<a b="&#xD;">&#13;</a>', '<a b="&#xD;">&#xD;</a>'],
    ['with white space in attributes as spaces', '<a b="1\n2\t3"/>', '<a b="1 2 3"></a>'],
    ['with CDATA as text', '<a>1<![CDATA[<&]]>2</a>', '<a>1&lt;&amp;2</a>'],
    ['without comments', '<a>1<!-- <b> -->2</a>', '<a>12</a>'],
    [
      'with attributes by namespace and name',
      '<a xmlns:z="urn:a" xmlns:b="urn:b" b:c="1" z:d="2" y="3"/>',
      '<a xmlns:b="urn:b" xmlns:z="urn:a" y="3" z:d="2" b:c="1"></a>',
    ],
    [
      'with namespaces where they are used',
      '<a xmlns="urn:a" xmlns:n="urn:n"><b xmlns=""/><n:c/></a>',
      '<a xmlns="urn:a"><b xmlns=""></b><n:c xmlns:n="urn:n"></n:c></a>',
    ],
    [
      'with a "greater than" where it may stand',
      '<a b=">">]] > ]></a>',
      '<a b=">">]] &gt; ]&gt;</a>',
    ],
  ])('%s', (_, text, expected) => {
    expect(canonical(parseXml(text))).toBe(expected)
  })
})

describe('a document is refused', () => {
  test.each([
    ['with a document type', '<!DOCTYPE a><a/>'],
    ['with entities of its own', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['with a document type inside', '<a><!DOCTYPE a></a>'],
    ['with a processing instruction before', '<?x?><a/>'],
    ['with a processing instruction inside', '<a><?x?></a>'],
    ['in another encoding', '<?xml version="1.0" encoding="latin1"?><a/>'],
    ['of another version', '<?xml version="1.1"?><a/>'],
    ['with two roots', '<a/><a/>'],
    ['with text around its root', 'x<a/>'],
    ['with text behind its root', '<a/>x'],
    ['with an attribute twice', '<a b="1" b="2"/>'],
    [
      'with an attribute twice under two prefixes',
      '<a xmlns:m="urn:x" xmlns:n="urn:x" m:b="1" n:b="2"/>',
    ],
    ['with a namespace twice', '<a xmlns:m="urn:x" xmlns:m="urn:y"/>'],
    ['with the prefix of an element nobody bound', '<m:a/>'],
    ['with the prefix of an attribute nobody bound', '<a m:b="1"/>'],
    ['with a prefix bound to nothing', '<a xmlns:m=""/>'],
    ['with the prefix xml bound anew', '<a xmlns:xml="urn:x"/>'],
    ['with the prefix xmlns bound', '<a xmlns:xmlns="urn:x"/>'],
    [
      'with the namespace of xml under another prefix',
      '<a xmlns:m="http://www.w3.org/XML/1998/namespace"/>',
    ],
    ['with the end of CDATA and no beginning', '<a>]]></a>'],
    ['with CDATA that does not end', '<a><![CDATA[</a>'],
    ['with two hyphens in a comment', '<a><!-- -- --></a>'],
    ['with an ampersand alone', '<a>&</a>'],
    ['with an ampersand alone in an attribute', '<a b="&"/>'],
    ['with an entity nobody knows', '<a>&nbsp;</a>'],
    ['with an entity of the name of a method', '<a>&constructor;</a>'],
    ['with a "less than" in an attribute', '<a b="<"/>'],
    ['with an attribute without quotes', '<a b=1/>'],
    ['with attributes that touch', '<a b="1"c="2"/>'],
    ['with half a surrogate by number', '<a>&#xD800;</a>'],
    ['with a number beyond all characters', '<a>&#x110000;</a>'],
    ['with a control character', '<a>\u0000</a>'],
    ['with elements that overlap', '<a><b></a></b>'],
    ['with an end that is missing', '<a><b></b>'],
    ['with a name that is none', '<1/>'],
    ['of nothing', ''],
  ])('%s', (_, text) => {
    expect(() => parseXml(text)).toThrow(SyntaxError)
  })

  test('with more than a hundred elements in each other', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(parseXml(nested(100)).local).toBe('a')
    expect(() => parseXml(nested(101))).toThrow(SyntaxError)
  })

  test('in no time, however long it is', () => {
    const long = [
      `<a ${'b '.repeat(200_000)}>`,
      `<a${' '.repeat(400_000)}`,
      `<a>${'<!--'.repeat(100_000)}`,
      `<a>${'&'.repeat(400_000)}`,
      `<a b="${' '.repeat(400_000)}`,
      `<a ${'b="1" '.repeat(50_000)}`,
    ]
    const start = performance.now()
    for (const text of long) expect(() => parseXml(text)).toThrow(SyntaxError)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
