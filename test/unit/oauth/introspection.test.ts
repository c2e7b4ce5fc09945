import { describe, expect, test } from 'vitest'
import { processIntrospection, type Introspection } from '../../../src/oauth/introspection.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer, refusal } from '../../support/fakes.js'
import { codeOf } from '../store/fixtures.js'

function process(body: unknown): Introspection {
  return processIntrospection(answer(body), standardRefusal)
}

test('an active token tells its end, and the document is kept as it came', () => {
  const document = { active: true, exp: 1_763_003_600, username: 'u@x', custom: [1] }
  expect(process(document)).toEqual({ active: true, expiresAt: 1_763_003_600, document })
})

describe('only the boolean true is active', () => {
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
