import { describe, expect, test } from 'vitest'
import type { AuthError } from '../../../src/kernel/errors.js'
import {
  asJsonObject,
  mergeJson,
  optionalNumber,
  optionalObject,
  optionalString,
  optionalStrings,
  own,
  parseJsonObject,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../../../src/kernel/json.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const source: JsonSource = { name: 'the answer', code: 'bad_answer', hint: 'try again' }

function parsed(text: string): JsonObject {
  return parseJsonObject(text, source)
}

function told(error: AuthError): readonly unknown[] {
  return [error.code, error.message, error.hint]
}

describe('what is not a JSON object is refused', () => {
  test.each([
    ['nothing', '', 'the answer is not JSON'],
    ['words', 'Bad_OAuth_Token', 'the answer is not JSON'],
    ['a page', '<html></html>', 'the answer is not JSON'],
    ['a form', 'access_token=a&token_type=Bearer', 'the answer is not JSON'],
    ['JSONP', 'fn({"a":1})', 'the answer is not JSON'],
    ['a truncated object', '{"access_token":"a"', 'the answer is not JSON'],
    ['two objects', '{"a":1}{"b":2}', 'the answer is not JSON'],
    ['a byte order mark', '\ufeff{"a":1}', 'the answer is not JSON'],
    ['a NUL behind it', '{"a":1}\0', 'the answer is not JSON'],
    ['a comment', '{"a":1} // b', 'the answer is not JSON'],
    ['single quotes', "{'a':1}", 'the answer is not JSON'],
    ['a raw line break in a name', '{"a\nb":1}', 'the answer is not JSON'],
    ['an unknown escape in a name', String.raw`{"\x":1}`, 'the answer is not JSON'],
    ['braces that do not fit', '}{"a":1}', 'the answer is not JSON'],
    ['a raw line break in a string', '{"a":"b\nc"}', 'the answer is not JSON'],
    ['an array', '[{"a":1}]', 'the answer is not a JSON object'],
    ['a string', '"a"', 'the answer is not a JSON object'],
    ['a number', '1', 'the answer is not a JSON object'],
    ['null', 'null', 'the answer is not a JSON object'],
    ['true', 'true', 'the answer is not a JSON object'],
  ])('%s', async (_what, text, message) => {
    expect(told(await faultOf(() => parsed(text)))).toEqual(['bad_answer', message, 'try again'])
  })
})

describe('T10: nesting is bounded', () => {
  const nest = (depth: number, open: string, close: string): string =>
    `{"a":${open.repeat(depth)}1${close.repeat(depth)}}`

  test('31 levels below the object are read', () => {
    expect(parsed(nest(31, '[', ']'))).toHaveProperty('a')
  })

  test.each([
    ['arrays', '[', ']', 32],
    ['objects', '{"a":', '}', 32],
    ['arrays', '[', ']', 100_000],
    ['objects', '{"a":', '}', 900],
  ])('%s, %s %s, %i deep are refused', async (_what, open, close, depth) => {
    expect((await faultOf(() => parsed(nest(depth, open, close)))).message).toBe(
      'the answer is nested too deeply',
    )
  })

  test('a value that was parsed elsewhere is held to the same', async () => {
    let value: unknown = 1
    for (let depth = 0; depth < 40; depth += 1) value = { value }
    expect(await codeOf(() => asJsonObject(value, source))).toBe('bad_answer')
  })
})

describe('a name given twice is refused, because the last one would win', () => {
  test.each([
    ['at the top', '{"issuer":"good","issuer":"evil"}', 'issuer'],
    ['with others between', '{"issuer":"good","a":{"b":[1,{"c":2}]},"issuer":"evil"}', 'issuer'],
    ['spelled by an escape', String.raw`{"issuer":"good","\u0069ssuer":"evil"}`, 'issuer'],
    ['spelled by another escape', String.raw`{"a\/b":1,"a/b":2}`, 'a/b'],
    ['a quote in it', String.raw`{"a\"b":1,"a\u0022b":2}`, String.raw`a\"b`],
    ['in an object below', '{"a":{"b":1,"b":2}}', 'b'],
    ['in an object in an array', '{"a":[{"b":1},{"c":1,"c":1}]}', 'c'],
    ['behind a closed object', '{"a":1,"b":{"a":1},"a":2}', 'a'],
    ['with white space before the colon', '{"a" :1,"a"\n\t:2}', 'a'],
    ['the empty name', '{"":1,"":2}', ''],
    ['__proto__', '{"__proto__":1,"__proto__":2}', '__proto__'],
    ['with the same value', '{"a":1,"a":1}', 'a'],
  ])('%s', async (_where, text, name) => {
    expect((await faultOf(() => parsed(text))).message).toBe(`the answer gives "${name}" twice`)
  })

  test.each([
    ['the same name in different objects', '{"a":{"x":1},"b":{"x":1},"x":1}'],
    ['the same name in the objects of an array', '{"a":[{"x":1},{"x":1}]}'],
    ['values that repeat', '{"a":"x","b":"x","c":["x","x","x"]}'],
    ['a value that looks like a member', String.raw`{"a":"\"b\":1,\"b\":2","b":"}{"}`],
    ['a value that ends in a backslash', String.raw`{"a":"\\","b":"\\\\","c":"\\\""}`],
    ['names that differ in case', '{"a":1,"A":2}'],
  ])('%s is no such thing', (_what, text) => {
    expect(parsed(text)).toEqual(JSON.parse(text))
  })
})

describe('the number of members is bounded', () => {
  const wide = (count: number): string =>
    `{${Array.from({ length: count }, (_, index) => `"m${index}":1`).join()}}`

  test('1,000 are read, 1,001 are not', async () => {
    expect(Object.keys(parsed(wide(1_000)))).toHaveLength(1_000)
    expect((await faultOf(() => parsed(wide(1_001)))).message).toBe(
      'the answer has more than 1000 members',
    )
  })

  test('they are counted over all levels', async () => {
    const text = `{"a":[${Array.from({ length: 501 }, () => '{"b":1,"c":2}').join()}]}`
    expect(await codeOf(() => parsed(text))).toBe('bad_answer')
  })

  test('a source may have room for more', () => {
    const roomy = { ...source, maxNames: 5_000 }
    expect(Object.keys(parseJsonObject(wide(5_000), roomy))).toHaveLength(5_000)
  })

  test('hundreds of thousands end in the same error', async () => {
    expect(await codeOf(() => parsed(wide(200_000)))).toBe('bad_answer')
  })
})

test('a megabyte in one string is read', () => {
  const long = 'x'.repeat(1_000_000)
  expect(parsed(JSON.stringify({ a: long, b: '\\"'.repeat(300_000) }))['a']).toBe(long)
})

test('__proto__ of a server is a member like any other and reaches no prototype', () => {
  const evil = parsed('{"__proto__":{"token_endpoint":"evil","access_token":"x"}}')
  const merged = mergeJson({ a: 1 }, evil)
  expect([
    optionalString(evil, 'token_endpoint', source),
    optionalString(merged, 'access_token', source),
    ({} as Record<string, unknown>)['token_endpoint'],
    Object.getPrototypeOf(merged) === Object.prototype,
    JSON.stringify(merged),
  ]).toEqual([
    undefined,
    undefined,
    undefined,
    true,
    '{"a":1,"__proto__":{"token_endpoint":"evil","access_token":"x"}}',
  ])
})

test('names of Object.prototype are not members', () => {
  const object = parsed('{}')
  expect(
    ['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((n) => own(object, n)),
  ).toEqual([undefined, undefined, undefined, undefined])
})

test('merging lets the later one win and keeps the rest', () => {
  expect(mergeJson({ a: 1, b: 2 }, { b: 3, c: 4 })).toEqual({ a: 1, b: 3, c: 4 })
})

describe('a member is read as what it must be', () => {
  const object: JsonObject = {
    text: 'a',
    empty: '',
    number: 5,
    nothing: null,
    list: ['a', 'b'],
    mixed: ['a', 1],
    inner: { a: 1 },
    yes: true,
  }
  const read = { optionalString, optionalNumber, optionalStrings, optionalObject, requiredString }

  test.each([
    ['optionalString', 'text', 'a'],
    ['optionalString', 'empty', ''],
    ['optionalString', 'nothing', undefined],
    ['optionalString', 'absent', undefined],
    ['optionalNumber', 'number', 5],
    ['optionalNumber', 'nothing', undefined],
    ['optionalStrings', 'list', ['a', 'b']],
    ['optionalStrings', 'absent', undefined],
    ['optionalObject', 'inner', { a: 1 }],
    ['optionalObject', 'nothing', undefined],
    ['requiredString', 'text', 'a'],
  ] as const)('%s of "%s"', (reader, member, value) => {
    expect(read[reader](object, member, source)).toEqual(value)
  })

  test.each([
    ['optionalString', 'number', 'a string'],
    ['optionalString', 'list', 'a string'],
    ['optionalString', 'inner', 'a string'],
    ['optionalString', 'yes', 'a string'],
    ['optionalNumber', 'text', 'a number'],
    ['optionalNumber', 'yes', 'a number'],
    ['optionalStrings', 'text', 'an array of strings'],
    ['optionalStrings', 'mixed', 'an array of strings'],
    ['optionalStrings', 'inner', 'an array of strings'],
    ['optionalObject', 'list', 'an object'],
    ['optionalObject', 'text', 'an object'],
    ['requiredString', 'empty', 'a string'],
    ['requiredString', 'nothing', 'a string'],
    ['requiredString', 'absent', 'a string'],
  ] as const)('%s of "%s" is refused by name', async (reader, member, wanted) => {
    const fault = await faultOf(() => read[reader](object, member, source))
    expect(told(fault)).toEqual([
      'bad_answer',
      `"${member}" of the answer is not ${wanted}`,
      'try again',
    ])
  })

  test('an infinite number is not a number', async () => {
    expect(await codeOf(() => optionalNumber(parsed('{"a":1e999}'), 'a', source))).toBe(
      'bad_answer',
    )
  })
})
