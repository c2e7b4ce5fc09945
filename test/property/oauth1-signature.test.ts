import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FormField } from '../../src/oauth/form-request.js'
import { signatureBaseString } from '../../src/oauth/oauth1-base-string.js'
import { percentEncode } from '../../src/oauth/oauth1-encode.js'

const text = fc.string({ unit: 'grapheme' })
const field: fc.Arbitrary<FormField> = fc.tuple(text, text)
const fields = fc.array(field, { maxLength: 8 })
const url = fc
  .record({ host: fc.domain(), path: fc.webPath() })
  .map(({ host, path }) => `https://${host}${path}`)

test('T98: encoded text holds unreserved characters and capital escapes only, and decodes to itself', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary-ascii' })), (given) => {
      const encoded = percentEncode(given)
      expect(encoded).toMatch(/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/)
      expect(decodeURIComponent(encoded)).toBe(given)
    }),
  )
})

test('T98: any text encodes, even what has no UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      expect(percentEncode(`${given}\ud800`)).toMatch(/%EF%BF%BD$/)
    }),
  )
})

test('T98: a base string is three encoded parts, whatever the parameters hold', () => {
  fc.assert(
    fc.property(url, fields, (at, given) => {
      const [method, bare, parameters, ...more] = signatureBaseString('POST', at, given).split('&')
      expect([method, more]).toEqual(['POST', []])
      expect(decodeURIComponent(bare ?? '')).toBe(`${new URL(at).origin}${new URL(at).pathname}`)
      const pairs = decodeURIComponent(parameters ?? '')
        .split('&')
        .filter((pair) => pair !== '')
        .map((pair) => pair.split('=').map(decodeURIComponent))
      const order = (list: readonly (readonly string[])[]): readonly string[] =>
        list.map((pair) => JSON.stringify(pair)).sort()
      const all = [...new URL(at).searchParams, ...given]
      expect(order(pairs)).toEqual(order(all))
    }),
  )
})

test('T98: the order in which parameters come changes nothing, nor whether they stand in the query', () => {
  fc.assert(
    fc.property(url, fields, fc.nat(), (at, given, turn) => {
      const bare = new URL(at)
      bare.search = ''
      const by = given.length === 0 ? 0 : turn % given.length
      const turned = [...given.slice(by), ...given.slice(0, by)]
      const inQuery = new URL(bare)
      for (const [name, value] of given) inQuery.searchParams.append(name, value)
      const straight = signatureBaseString('POST', bare.href, given)
      expect(signatureBaseString('POST', bare.href, turned)).toBe(straight)
      expect(signatureBaseString('POST', inQuery.href, [])).toBe(straight)
    }),
  )
})
