import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { IntrospectionView } from '../../../src/kernel/service-views.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { introspectionJson, introspectionText } from '../../../src/output/introspection.js'
import { fingerprint } from '../../../src/output/redact.js'
import { plain } from '../../../src/output/style.js'
import { hostile } from './views.js'

const token = 'token-CANARY+/='
const now = epochSeconds(1_790_000_000)

function view(document: JsonObject): IntrospectionView {
  const active = document['active'] === true
  return { kind: 'introspection', active, document, token: new Secret(token), now }
}

const text = (document: JsonObject): string => introspectionText(view(document), plain)

test('the text tells the members, and times in UTC, local and from now', () => {
  const told = text({ active: true, username: 'ada', scope: 'api web', exp: now + 2_520, n: [1] })
  expect(told.replace(/, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d,/, ', LOCAL,')).toBe(
    [
      'The token is active',
      '  username  ada',
      '  scope     api web',
      '  exp       1790002520  2026-09-21T14:55:20Z, LOCAL, in 42 min',
      '  n         [1]',
      '',
    ].join('\n'),
  )
})

test('an inactive token has little to tell', () => {
  expect(text({ active: false })).toBe('The token is not active\n')
})

describe('T67', () => {
  test.each(['true', 1, 'active', {}, [], null])('%j is no yes, and is shown', (active) => {
    expect(text({ active })).toBe(
      `The token is not active\n  active  ${typeof active === 'string' ? active : JSON.stringify(active)}\n`,
    )
  })

  test('an echo of the token is never in the text, wherever and however it is spelled', () => {
    const told = text({
      active: true,
      token,
      quoted: `<${token}>`,
      encoded: encodeURIComponent(token),
      base64: Buffer.from(token).toString('base64'),
      deep: { list: [token] },
      long: `${'x'.repeat(495)}${token}`,
      [token]: 1,
    })
    expect(told).not.toContain('CANARY')
    expect(told).not.toContain(Buffer.from(token).toString('base64').slice(0, 12))
    expect(told).not.toContain('token-')
  })
})

test('T24: no control characters of a server', () => {
  const told = text({ active: true, [hostile]: hostile, exp: 'in a while' })
  expect(told).toMatch(/^(?:[^\p{Cc}\p{Cf}]|\n)*$/u)
  expect(told.split('\n')).toHaveLength(4)
})

test('the JSON is the document as it came', () => {
  const document = { active: 'true', token, exp: 5, access_token: 'x', deep: [{ a: null }] }
  expect(introspectionJson(view(document), false)).toEqual(document)
})

test('redacted, it has fingerprints for secrets and for every echo of the token', () => {
  const document = {
    active: true,
    token,
    note: `of ${token}`,
    access_token: 'x',
    deep: [{ token }],
  }
  const shown = fingerprint(token)
  expect(introspectionJson(view(document), true)).toEqual({
    active: true,
    token: shown,
    note: `of ${shown}`,
    access_token: fingerprint('x'),
    deep: [{ token: shown }],
  })
})
