import { describe, expect, test } from 'vitest'
import {
  hintedIntrospectionRequest,
  introspectionRequest,
  processIntrospection,
  type Introspection,
} from '../../../src/oauth/introspection.js'
import { Secret } from '../../../src/kernel/secret.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer, fields, refusal } from '../../support/fakes.js'
import { publicClient, secretClient } from '../../support/values.js'
import { codeOf } from '../store/fixtures.js'

const url = 'https://idp.example/introspect'

test('the token goes by POST in the body, its kind beside it where somebody knows it', () => {
  const token = new Secret('T&1')
  const asked = [
    introspectionRequest(url, secretClient, token),
    hintedIntrospectionRequest(url, secretClient, token, 'refresh_token'),
    hintedIntrospectionRequest(url, publicClient, token, undefined),
  ]
  const client = [
    ['client_id', 'client-1'],
    ['client_secret', 's3cret'],
  ]
  expect(asked.map((request) => [request.method, request.url, fields(request)])).toEqual([
    ['POST', url, [['token', 'T&1'], ['token_type_hint', 'access_token'], ...client]],
    ['POST', url, [['token', 'T&1'], ['token_type_hint', 'refresh_token'], ...client]],
    [
      'POST',
      url,
      [
        ['token', 'T&1'],
        ['client_id', 'client-1'],
      ],
    ],
  ])
})

function process(body: unknown): Introspection {
  return processIntrospection(answer(body), standardRefusal)
}

test('an active token tells its end, and the document is kept as it came', () => {
  const document = { active: true, exp: 1_763_003_600, username: 'u@x', custom: [1] }
  expect(process(document)).toEqual({ active: true, expiresAt: 1_763_003_600, document })
})

describe('T67: only the boolean true is active', () => {
  test.each(['true', 1, 'active', {}, [], null, false, undefined])('%j is not', (active) => {
    expect(process(active === undefined ? {} : { active }).active).toBe(false)
  })
})

describe('an end that is no time is not known', () => {
  test.each(['1763003600', 0, -1, 1e300, 253_402_300_800, null, true, [1_763_003_600]])(
    'exp %j',
    (exp) => {
      expect(process({ active: true, exp }).expiresAt).toBe(undefined)
    },
  )
})

test('a refusal is an error, not an inactive token', async () => {
  const refused = refusal('invalid_client', 'invalid client credentials', 401)
  expect(await codeOf(() => processIntrospection(refused, standardRefusal))).toBe('invalid_client')
})
