import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { processRevocation, revocationRequest } from '../../../src/oauth/revocation.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer, fields, refusal } from '../../support/fakes.js'
import { publicClient } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

test.each([
  ['200', answer('', { status: 200 })],
  ['200 with words', answer('ok', { status: 200 })],
  ['204', answer('', { status: 204 })],
])('HTTP %s: it is revoked', (_name, given) => {
  expect(processRevocation(given, standardRefusal)).toBe('revoked')
})

test.each([
  ['503', answer('', { status: 503 }), 'server_error'],
  ['429', answer('', { status: 429 }), 'rate_limited'],
  ['302', answer('', { status: 302, headers: { location: '/login' } }), 'unexpected_redirect'],
  ['400 unsupported_token_type', refusal('unsupported_token_type'), 'request_refused'],
  ['401 invalid_client', refusal('invalid_client', undefined, 401), 'invalid_client'],
  ['400 without a reason', answer('', { status: 400 }), 'bad_answer'],
  ['202', answer('', { status: 202 }), 'bad_answer'],
])('HTTP %s: it may still live', async (_name, given, code) => {
  expect(await codeOf(() => processRevocation(given, standardRefusal))).toBe(code)
})

test('a kind that nobody knows is not guessed', () => {
  const url = 'https://idp.example/revoke'
  const of = (kind: 'refresh_token' | undefined) =>
    fields(revocationRequest(url, publicClient, new Secret('T1'), kind))
  expect([of('refresh_token'), of(undefined)]).toEqual([
    [
      ['token', 'T1'],
      ['token_type_hint', 'refresh_token'],
      ['client_id', 'client-1'],
    ],
    [
      ['token', 'T1'],
      ['client_id', 'client-1'],
    ],
  ])
})

describe('T66: a server that says when to come back', () => {
  test.each([
    ['120', 'try again in 120 seconds'],
    ['soon', 'try again in a minute'],
    ['-1', 'try again in a minute'],
  ])('Retry-After: %s', async (wait, hint) => {
    const busy = answer('', { status: 503, headers: { 'retry-after': wait } })
    const fault = await faultOf(() => processRevocation(busy, standardRefusal))
    expect([fault.code, fault.hint]).toEqual(['server_error', hint])
  })
})
