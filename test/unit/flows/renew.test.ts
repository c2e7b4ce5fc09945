import { describe, expect, test } from 'vitest'
import { freshToken, type FreshTokenRequest } from '../../../src/flows/fresh-token.js'
import { refuseUnrenewable, runAgain } from '../../../src/flows/renew.js'
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
  refreshWorld,
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

function world(
  credential: Credential,
  reply: (signal: AbortSignal) => HttpAnswer = () => answer(body),
) {
  const net = network((_request, signal) => reply(signal))
  const store = fakeStore([credential])
  const clock = clockAt(now)
  const request: FreshTokenRequest = {
    profile: 'work',
    demand: { kind: 'renew' },
    sessionTimeout: 900,
    rotationReuse: { kind: 'fatal' },
  }
  const ports = {
    ...refreshWorld(),
    stores: storesOf(store),
    withLock: countingLock().withLock,
    fetch: net.fetch,
    clock,
    random: countingRandom(),
    prove: asItIs,
    readText: () => Promise.reject(new Error('no text is read')),
    providerOf: () => Promise.resolve(openidProvider),
    warn: () => undefined,
  }
  const grants = (): readonly (string | undefined)[] =>
    net.requests.map((sent) => new Map(fields(sent)).get('grant_type'))
  const renewed = async (signal = never): Promise<Credential> =>
    (await freshToken(request, ports, signal)).credential
  return { net, ports, store, grants, clock, renewed }
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
    const { renewed, store, grants } = world(credential)
    const result = await renewed()
    expect([result.tokens.accessToken.expose(), result.grant, store.records.get('work')]).toEqual([
      'AT2',
      credential.grant,
      result,
    ])
    expect(grants()).toEqual([grantType])
  })

  test('by its grant and lives again', async () => {
    const dead: Credential = {
      ...machine,
      condition: { kind: 'dead', reason: 'x', since: epochSeconds(1) },
    }
    const { condition } = await world(dead).renewed()
    expect(condition).toEqual({ kind: 'live' })
  })
})

test('a login without a refresh token needs a person, and nothing is sent', async () => {
  const spent = { ...login, tokens: tokenSet({ refreshToken: undefined }) }
  const { ports, net, store, renewed } = world(spent)
  const error = await faultOf(() => renewed())
  expect([error.code, error.exitStatus, net.requests, store.puts]).toEqual([
    'login_required',
    4,
    [],
    [],
  ])
  expect((await faultOf(() => refuseUnrenewable(spent))).message).toBe(error.message)
  expect((await faultOf(() => runAgain(spent, openidProvider, ports, never))).message).toBe(
    error.message,
  )
})

test.each<[string, Credential]>([
  ['a login with a refresh token', login],
  ['a grant that runs again', machine],
])('%s is not refused early', (_what, credential) => {
  expect(() => refuseUnrenewable(credential)).not.toThrow()
})

describe('a grant that runs again', () => {
  test('keeps nothing of a refusal, which is passed on', async () => {
    const refused = () => refusal('unauthorized_client', 'not allowed')
    const { store, renewed } = world(machine, refused)
    const error = await faultOf(() => renewed())
    expect([error instanceof OAuthResponseError, error.code, store.puts]).toEqual([
      true,
      'invalid_client',
      [],
    ])
  })

  test('tells of a store that fails', async () => {
    const { store, renewed } = world(machine)
    const full = new AuthError('store_unavailable', 'no space left')
    Object.assign(store, { put: () => Promise.reject(full) })
    expect(await faultOf(() => renewed())).toBe(full)
  })

  test('is given up by its signal, which a refresh that has been sent is not', async () => {
    for (const [credential, given] of [
      [machine, true],
      [login, false],
    ] as const) {
      const interruption = new AbortController()
      const aborted: boolean[] = []
      const { renewed } = world(credential, (signal) => {
        interruption.abort(new AuthError('interrupted', 'interrupted'))
        aborted.push(signal.aborted)
        return answer(body)
      })
      expect((await faultOf(() => renewed(interruption.signal))).code).toBe('interrupted')
      expect(aborted).toEqual([given])
    }
  })

  test('N8: is run again after a failure on the way: it spends nothing', async () => {
    const replies = [answer('', { status: 503 }), answer('', { status: 429 }), answer(body)]
    const { renewed, grants, clock } = world(machine, () => replies.shift()!)
    expect((await renewed()).tokens.accessToken.expose()).toBe('AT2')
    expect([grants().length, clock.slept.length]).toEqual([3, 2])
  })
})

describe('a refused grant', () => {
  const refused = () => refusal('invalid_grant', 'not allowed today')

  test('that could be allowed next time does not mark its credential dead', async () => {
    const { store, net, renewed } = world(machine, refused)
    const error = await faultOf(() => renewed())
    expect([error.code, error.message, store.puts, net.requests.length]).toEqual([
      'request_refused',
      'idp.example refused: not allowed today',
      [],
      1,
    ])
  })

  test('of a refresh token marks it dead, whatever its grant', async () => {
    const { store, renewed } = world({ ...machine, tokens: tokenSet() }, refused)
    expect((await faultOf(() => renewed())).code).toBe('login_required')
    expect(store.records.get('work')?.condition).toEqual({
      kind: 'dead',
      reason: 'not allowed today',
      since: now,
    })
  })
})
