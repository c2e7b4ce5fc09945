import { describe, expect, test } from 'vitest'
import type { RefreshOutcome } from '../../../src/flows/refresh-answer.js'
import { exchangeRefreshToken } from '../../../src/flows/refresh-exchange.js'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer, asItIs, clockAt, network, never, refreshWorld } from '../../support/fakes.js'
import { idp, publicClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'
import { idToken, jwks } from './login-world.js'

const before: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: idp,
  client: publicClient,
  identity: { subject: 'user-1', username: 'ada', userId: undefined, orgId: undefined },
  tokens: tokenSet({ idToken: new Secret('ID1') }),
  condition: { kind: 'dead', reason: 'x', since: epochSeconds(5) },
}

interface Run {
  readonly result: Promise<Credential>
  readonly kept: Credential[]
  readonly warnings: string[]
  readonly urls: () => readonly string[]
}

function run(
  body: object,
  keys: () => HttpAnswer = () => answer(jwks),
  keep: () => Promise<void> = () => Promise.resolve(),
): Run {
  const net = network(({ url }) => (url === idp.endpoints.jwks ? keys() : answer(body)))
  const kept: Credential[] = []
  const warnings: string[] = []
  const ports = {
    fetch: net.fetch,
    clock: clockAt(1_000_000),
    prove: asItIs,
    ...refreshWorld(),
    warn: (message: string) => void warnings.push(message),
    keep: async (credential: Credential) => {
      if (credential.pending !== undefined) return
      kept.push(credential)
      await keep()
    },
  }
  const result = exchangeRefreshToken(before, openidProvider, ports, never).then(renewed)
  return { result, kept, warnings, urls: () => net.requests.map(({ url }) => url) }
}

function renewed(outcome: RefreshOutcome): Credential {
  if (outcome.kind === 'renewed') return outcome.credential
  throw outcome.error
}

const body = { access_token: 'AT2', token_type: 'Bearer', refresh_token: 'RT2' }

test('a refresh that works makes a login live again', async () => {
  const { result, kept } = run(body)
  const credential = await result
  expect([credential.condition, kept]).toEqual([{ kind: 'live' }, [credential]])
})

test('a sound id_token replaces the earlier one, after the tokens are safe', async () => {
  const id_token = await idToken({ nonce: undefined })
  const { result, kept, warnings, urls } = run({ ...body, id_token })
  const credential = await result
  expect([
    kept.map(({ tokens }) => [tokens.refreshToken?.expose(), tokens.idToken?.expose()]),
    credential,
    warnings,
    urls(),
  ]).toEqual([
    [
      ['RT2', 'ID1'],
      ['RT2', id_token],
    ],
    kept[1],
    [],
    ['https://idp.example/token', 'https://idp.example/jwks'],
  ])
  expect(JSON.parse(credential.tokens.answer.expose())).toEqual({ ...body, id_token })
})

describe('an id_token that cannot be trusted costs nothing but itself', () => {
  test.each([
    ['of another issuer', { iss: 'https://evil.test' }],
    ['for another client', { aud: 'client-2' }],
    ['that has expired', { exp: 1000, iat: 900 }],
  ])('%s', async (_what, change) => {
    const id_token = await idToken(change)
    const { result, kept, warnings } = run({ ...body, id_token })
    const credential = await result
    expect([kept, warnings.length, credential.tokens.idToken?.expose()]).toEqual([
      [credential],
      1,
      'ID1',
    ])
    expect(credential.tokens.accessToken.expose()).toBe('AT2')
  })

  test.each([
    ['the keys are down', answer('', { status: 503 })],
    ['the keys redirect', answer('', { status: 302, headers: { location: 'https://evil.test' } })],
  ])('when %s', async (_what, keys) => {
    const { result, warnings } = run({ ...body, id_token: await idToken() }, () => keys)
    expect([(await result).tokens.accessToken.expose(), warnings.length]).toEqual(['AT2', 1])
  })
})

test('a store that fails after the refresh is told, with an id_token or without', async () => {
  const full = new AuthError('store_unavailable', 'no space left')
  const id_token = await idToken()
  for (const given of [body, { ...body, id_token }]) {
    const { result } = run(given, undefined, () => Promise.reject(full))
    expect(await faultOf(() => result)).toBe(full)
  }
})

test('a store that fails on the checked id_token only is told too', async () => {
  const full = new AuthError('store_unavailable', 'no space left')
  let writes = 0
  const keep = (): Promise<void> => (++writes === 2 ? Promise.reject(full) : Promise.resolve())
  const { result, warnings } = run({ ...body, id_token: await idToken() }, undefined, keep)
  expect(await faultOf(() => result)).toBe(full)
  expect(warnings).toEqual([])
})

test('without a refresh token nothing is sent', async () => {
  const net = network(() => answer(body))
  const credential = { ...before, tokens: tokenSet({ refreshToken: undefined }) }
  const ports = {
    fetch: net.fetch,
    clock: clockAt(1_000_000),
    prove: asItIs,
    ...refreshWorld(),
    warn: () => undefined,
    keep: () => Promise.resolve(),
  }
  expect(await codeOf(() => exchangeRefreshToken(credential, openidProvider, ports, never))).toBe(
    'login_required',
  )
  expect(net.requests).toEqual([])
})
