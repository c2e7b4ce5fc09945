import { expect, test } from 'vitest'
import { processRevocation } from '../../../src/oauth/revocation.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer, refusal } from '../../support/fakes.js'
import { codeOf } from '../store/fixtures.js'

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
