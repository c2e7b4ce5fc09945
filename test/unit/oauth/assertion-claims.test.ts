import { expect, test } from 'vitest'
import { epochSeconds, epochSecondsOfMs } from '../../../src/kernel/token-set.js'
import { clientAssertionClaims, jwtBearerClaims } from '../../../src/oauth/assertion-claims.js'
import { countingRandom } from '../../support/fakes.js'

const now = epochSeconds(1_794_000_000)
const grant = { clientId: 'client-1', subject: 'ada@acme.example', audience: 'https://aud.example' }
const jti = (count: number): string => Buffer.alloc(16, count).toString('base64url')

test('a grant by JWT names client, user and audience, and lives three minutes, in seconds', () => {
  expect(jwtBearerClaims(grant, now, countingRandom())).toEqual({
    iss: 'client-1',
    sub: 'ada@acme.example',
    aud: 'https://aud.example',
    exp: 1_794_000_180,
    jti: jti(1),
  })
})

test('a client assertion names the client twice and says when it was made', () => {
  expect(clientAssertionClaims('client-1', 'https://aud.example', now, countingRandom())).toEqual({
    iss: 'client-1',
    sub: 'client-1',
    aud: 'https://aud.example',
    iat: 1_794_000_000,
    exp: 1_794_000_180,
    jti: jti(1),
  })
})

test('no two assertions share their 128-bit jti', () => {
  const random = countingRandom()
  const made = [
    jwtBearerClaims(grant, now, random),
    jwtBearerClaims(grant, now, random),
    clientAssertionClaims('c', 'a', now, random),
  ]
  expect(made.map((claims) => claims['jti'])).toEqual([jti(1), jti(2), jti(3)])
})

test('times are whole seconds, whatever the clock says', () => {
  const claims = clientAssertionClaims('c', 'a', epochSecondsOfMs(1_234_999), countingRandom())
  expect([claims['iat'], claims['exp']]).toEqual([1234, 1414])
})
