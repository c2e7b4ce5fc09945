import { describe, expect, test } from 'vitest'
import { freshToken } from '../../../src/flows/fresh-token.js'
import { refuseUnrenewable, renew } from '../../../src/flows/renew.js'
import type {
  ApprovedCredential,
  ClientCredentialsCredential,
  Credential,
} from '../../../src/kernel/credential.js'
import { AuthError, OAuthResponseError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import {
  answer,
  asItIs,
  clockAt,
  countingLock,
  countingRandom,
  fakeStore,
  fields,
  network,
  never,
  refusal,
  storesOf,
} from '../../support/fakes.js'
import { idp, secretClient, tokenSet } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const now = 1_794_000_000
const common = {
  profile: 'work',
  server: idp,
  client: secretClient,
  identity: { subject: 'user-1', username: 'ada', userId: undefined, orgId: undefined },
  tokens: tokenSet(),
  condition: { kind: 'live' },
} as const
const login: ApprovedCredential = { ...common, grant: 'authorization_code' }
const machine: ClientCredentialsCredential = {
  ...common,
  grant: 'client_credentials',
  scopes: undefined,
  tokens: tokenSet({ refreshToken: undefined }),
}
const body = { access_token: 'AT2', token_type: 'Bearer', expires_in: 3600 }

function world(reply: (signal: AbortSignal) => HttpAnswer = () => answer(body)) {
  const net = network((_request, signal) => reply(signal))
  const kept: Credential[] = []
  const ports = {
    fetch: net.fetch,
    clock: clockAt(now),
    random: countingRandom(),
    prove: asItIs,
    readText: () => Promise.reject(new Error('no text is read')),
    warn: () => undefined,
    keep: (credential: Credential) => {
      kept.push(credential)
      return Promise.resolve()
    },
  }
  const grants = (): readonly (string | undefined)[] =>
    net.requests.map((request) => new Map(fields(request)).get('grant_type'))
  return { net, ports, kept, grants }
}

describe('a credential is renewed', () => {
  test.each<[string, Credential, string]>([
    ['by its refresh token', login, 'refresh_token'],
    [
      'by its refresh token first, even if its grant could run again',
      { ...machine, tokens: tokenSet() },
      'refresh_token',
    ],
    ['by its grant, where there is no refresh token', machine, 'client_credentials'],
  ])('%s, and kept', async (_how, credential, grantType) => {
    const { ports, kept, grants } = world()
    const renewed = await renew(credential, openidProvider, ports, never)
    expect([renewed.tokens.accessToken.expose(), renewed.grant, kept, grants()]).toEqual([
      'AT2',
      credential.grant,
      [renewed],
      [grantType],
    ])
  })

  test('by its grant and lives again', async () => {
    const { ports } = world()
    const dead: Credential = {
      ...machine,
      condition: { kind: 'dead', reason: 'x', since: epochSeconds(1) },
    }
    const { condition } = await renew(dead, openidProvider, ports, never)
    expect(condition).toEqual({ kind: 'live' })
  })
})

test('a login without a refresh token needs a person, and nothing is sent', async () => {
  const { ports, net, kept } = world()
  const spent = { ...login, tokens: tokenSet({ refreshToken: undefined }) }
  const error = await faultOf(() => renew(spent, openidProvider, ports, never))
  expect([error.code, error.exitStatus, net.requests, kept]).toEqual(['login_required', 4, [], []])
  expect((await faultOf(() => refuseUnrenewable(spent))).message).toBe(error.message)
})

test.each<[string, Credential]>([
  ['a login with a refresh token', login],
  ['a grant that runs again', machine],
])('%s is not refused early', (_what, credential) => {
  expect(() => refuseUnrenewable(credential)).not.toThrow()
})

test('a refusal keeps nothing and is passed on', async () => {
  const { ports, kept } = world(() => refusal('unauthorized_client', 'not allowed'))
  const error = await faultOf(() => renew(machine, openidProvider, ports, never))
  expect([error instanceof OAuthResponseError, error.code, kept]).toEqual([
    true,
    'invalid_client',
    [],
  ])
})

test('a store that fails is told', async () => {
  const { ports } = world()
  const full = new AuthError('store_unavailable', 'no space left')
  const failing = { ...ports, keep: () => Promise.reject(full) }
  expect(await faultOf(() => renew(machine, openidProvider, failing, never))).toBe(full)
})

test('a grant that runs again is given up by its signal, a refresh is not', async () => {
  const interruption = new AbortController()
  const signals: boolean[] = []
  const { ports } = world((signal) => {
    signals.push(signal === interruption.signal)
    return answer(body)
  })
  await renew(machine, openidProvider, ports, interruption.signal)
  await renew(login, openidProvider, ports, interruption.signal)
  expect(signals).toEqual([true, false])
})

describe('a refused grant', () => {
  function token(credential: Credential) {
    const store = fakeStore([credential])
    const { ports, net } = world(() => refusal('invalid_grant', 'not allowed today'))
    const { withLock } = countingLock()
    const providerOf = () => Promise.resolve(openidProvider)
    const request = {
      profile: 'work',
      demand: { kind: 'min-ttl', seconds: undefined },
      sessionTimeout: 900,
    } as const
    const all = { ...ports, stores: storesOf(store), withLock, providerOf }
    return { store, net, result: () => freshToken(request, all, never) }
  }

  test('that could be allowed next time does not mark its credential dead', async () => {
    const { store, net, result } = token(machine)
    const error = await faultOf(result)
    expect([error.code, error.message, store.puts, net.requests.length]).toEqual([
      'request_refused',
      'idp.example refused: not allowed today',
      [],
      1,
    ])
  })

  test('of a refresh token marks it dead, whatever its grant', async () => {
    const { store, result } = token({ ...machine, tokens: tokenSet() })
    expect((await faultOf(result)).code).toBe('login_required')
    expect(store.puts.map(({ condition }) => condition)).toEqual([
      { kind: 'dead', reason: 'not allowed today', since: now },
    ])
  })
})
