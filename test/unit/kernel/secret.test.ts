import { format, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'

const value = 'CANARY-5Aep861'
const secret = new Secret(value)
const nested = { tokens: [secret], map: new Map([['a', secret]]), set: new Set([secret]) }

/** Every way a value slips into text by accident. */
const leaks: readonly (readonly [string, () => string])[] = [
  ['a template', () => `token ${secret as unknown as string}`],
  ['concatenation', () => 'token ' + (secret as unknown as string)],
  ['String()', () => String(secret)],
  ['join', () => [secret, secret].join(',')],
  ['JSON', () => JSON.stringify(nested)],
  ['JSON with a replacer list', () => JSON.stringify(secret, ['value', '#value'])],
  ['inspect', () => inspect(nested, { depth: null, showHidden: true, getters: true })],
  ['inspect without custom inspection', () => inspect(nested, { customInspect: false })],
  ['console %s', () => format('%s', secret)],
  ['console %o', () => format('%o', nested)],
  ['console %O', () => format('%O', nested)],
  ['console %j', () => format('%j', nested)],
  ['console %d', () => format('%d', secret)],
  ['console without a format', () => format(secret, nested)],
  ['an error message', () => inspect(new Error(String(secret), { cause: secret }))],
  ['the members of the object', () => Reflect.ownKeys(secret).map(String).join()],
  ['a spread copy', () => inspect(Object.assign({}, secret))],
  ['a structured clone', () => inspect(structuredClone(secret))],
  ['the search parameters of a URL', () => new URLSearchParams({ a: String(secret) }).toString()],
]

describe('a secret cannot be seen', () => {
  test.each(leaks)('through %s', (_way, text) => {
    expect(text()).not.toContain('CANARY')
  })
})

test('a secret says that it is one', () => {
  expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
    '[secret]',
    '"[secret]"',
    '[secret]',
  ])
})

test('expose gives it back unchanged', () => {
  expect(secret.expose()).toBe(value)
})
