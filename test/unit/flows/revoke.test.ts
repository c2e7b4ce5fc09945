import { describe, expect, test } from 'vitest'
import { revoke, type RevokePorts, type RevokeRequest } from '../../../src/flows/revoke.js'
import type { Credential, ServerKind } from '../../../src/kernel/credential.js'
import { AuthError, OAuthResponseError } from '../../../src/kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  countingLock,
  fakeStore,
  fields,
  network,
  never,
  patientClock,
  refusal,
  storesOf,
} from '../../support/fakes.js'
import { idp, publicClient, salesforce, secretClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const now = epochSeconds(1_000_100)
const atSalesforce: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: salesforce,
  client: secretClient,
  identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
  tokens: tokenSet(),
  condition: { kind: 'live' },
}
const elsewhere: Credential = { ...atSalesforce, server: idp, client: publicClient }
const withoutRefresh = tokenSet({ refreshToken: undefined })
const own: RevokeRequest = { profile: 'work', token: undefined, kind: undefined }
const marked = (stored: Credential, reason = 'revoked by oauthctl revoke') => ({
  ...stored,
  condition: { kind: 'dead', reason, since: now },
})

type Reply = (request: HttpRequest, signal: AbortSignal) => HttpAnswer | Promise<HttpAnswer>

function world(stored: Credential | undefined, reply: Reply = () => answer('')) {
  const store = fakeStore(stored === undefined ? [] : [stored])
  const net = network(reply)
  const { withLock, taken } = countingLock()
  const clock = patientClock(now)
  const ports: RevokePorts = {
    stores: storesOf(store),
    withLock,
    fetch: net.fetch,
    clock,
    prove: asItIs,
    providerOf: (kind: ServerKind) =>
      Promise.resolve(kind === 'salesforce' ? salesforceProvider : openidProvider),
  }
  const run = (change: Partial<RevokeRequest> = {}) => revoke({ ...own, ...change }, ports, never)
  return { run, ports, store, net, taken, clock }
}

test('the refresh token is revoked under the lock, and the credential stays, marked', async () => {
  const { run, store, net, taken } = world(elsewhere)
  expect(await run()).toEqual({
    server: 'openid',
    host: 'idp.example',
    token: 'refresh_token',
    outcome: 'revoked',
    marked: true,
    renewal: 'login',
    refreshTokenLeft: false,
  })
  expect(net.requests.map((request) => [request.url, fields(request)])).toEqual([
    [
      'https://idp.example/revoke',
      [
        ['token', 'RT1'],
        ['token_type_hint', 'refresh_token'],
        ['client_id', 'client-1'],
      ],
    ],
  ])
  expect([store.puts, taken]).toEqual([[marked(elsewhere)], ['work']])
})

describe('which token dies, and how the profile stands then', () => {
  const jwt: Credential = {
    ...atSalesforce,
    grant: 'client_credentials',
    scopes: undefined,
    tokens: withoutRefresh,
  }
  const given = (text: string) => ({ token: new Secret(text) })
  const result = {
    server: 'salesforce',
    host: 'login.salesforce.com',
    outcome: 'revoked',
    marked: true,
  } as const
  test.each<[string, Credential, Partial<RevokeRequest>, string, object]>([
    [
      'the access token, where there is no other',
      { ...atSalesforce, tokens: withoutRefresh },
      {},
      'AT1',
      { token: 'access_token', renewal: 'login', refreshTokenLeft: false },
    ],
    [
      'the access token of a grant that runs again without a person',
      jwt,
      {},
      'AT1',
      { token: 'access_token', renewal: 'refresh', refreshTokenLeft: false },
    ],
    [
      'the access token that was asked for: the refresh token lives on',
      atSalesforce,
      { kind: 'access_token' },
      'AT1',
      { token: 'access_token', renewal: 'refresh', refreshTokenLeft: true },
    ],
    [
      "a given token that is the profile's own",
      atSalesforce,
      given('RT1'),
      'RT1',
      { token: 'refresh_token', renewal: 'login', refreshTokenLeft: false },
    ],
    [
      "a given access token that is the profile's own, whatever kind was said",
      atSalesforce,
      { ...given('AT1'), kind: 'refresh_token' },
      'AT1',
      { token: 'access_token', renewal: 'refresh', refreshTokenLeft: true },
    ],
  ])('%s', async (_what, stored, change, token, told) => {
    const { run, store, net } = world(stored)
    expect(await run(change)).toEqual({ ...result, ...told })
    expect(net.requests.map(fields)).toEqual([[['token', token]]])
    expect(store.puts).toEqual([marked(stored)])
  })

  test.each<[string, Credential, Partial<RevokeRequest>, string]>([
    ['its look tells its kind', atSalesforce, given('5Aep861.x'), 'refresh_token'],
    ['its kind was said', elsewhere, { ...given('x'), kind: 'access_token' }, 'access_token'],
    ['nobody knows its kind', elsewhere, given('x'), 'token'],
  ])(
    'a token of somebody else leaves the credential alone: %s',
    async (_k, stored, change, kind) => {
      const { run, store } = world(stored)
      expect(await run(change)).toMatchObject({ token: kind, outcome: 'revoked', marked: false })
      expect(store.puts).toEqual([])
    },
  )
})

describe('T66: what the server knows no longer', () => {
  const unknown = () => answer('error=invalid_token&error_description=x', { status: 400 })

  test('was not revoked now, and the own credential is as dead', async () => {
    const { run, store } = world(atSalesforce, unknown)
    expect(await run()).toMatchObject({ outcome: 'dead_already', marked: true })
    expect(store.puts).toEqual([
      marked(atSalesforce, 'dead at the server already when oauthctl revoke asked'),
    ])
  })

  test('a credential that was dead keeps the reason it died of', async () => {
    const condition = { kind: 'dead', reason: 'inactive user', since: epochSeconds(5) } as const
    const { run, store } = world({ ...atSalesforce, condition }, unknown)
    expect(await run()).toMatchObject({ outcome: 'dead_already', marked: true })
    expect(store.puts).toEqual([])
  })
})

describe('T66: nothing is marked unless the server confirmed', () => {
  const alive = 'until the server confirms, the token may live, and nothing is marked here'
  test.each<[string, Credential, () => HttpAnswer, string, number]>([
    ['503', atSalesforce, () => answer('', { status: 503 }), 'server_error', 6],
    ['429', elsewhere, () => answer('', { status: 429 }), 'rate_limited', 6],
    ['a redirect', elsewhere, () => answer('', { status: 302 }), 'unexpected_redirect', 3],
    [
      '400 unsupported_token_type, in the dialect of Salesforce',
      atSalesforce,
      () => answer('error=unsupported_token_type', { status: 400 }),
      'request_refused',
      5,
    ],
    [
      '400 unsupported_token_type',
      elsewhere,
      () => refusal('unsupported_token_type'),
      'request_refused',
      5,
    ],
    [
      '401 invalid_client',
      elsewhere,
      () => refusal('invalid_client', 'x', 401),
      'invalid_client',
      5,
    ],
    [
      'a lost connection',
      elsewhere,
      () => {
        throw new AuthError('network_error', 'the connection was cut')
      },
      'network_error',
      6,
    ],
  ])('%s', async (_what, stored, reply, code, exitStatus) => {
    const { run, store } = world(stored, reply)
    const fault = await faultOf(run)
    expect([fault.code, fault.exitStatus, store.puts]).toEqual([code, exitStatus, []])
    expect(fault.hint).toContain(alive)
  })

  test('Retry-After is passed on', async () => {
    const busy = answer('', { status: 503, headers: { 'retry-after': '30' } })
    const fault = await faultOf(world(atSalesforce, () => busy).run)
    expect(fault.hint).toBe(`try again in 30 seconds; ${alive}`)
  })

  test("the server's own words stay", async () => {
    const fault = await faultOf(world(elsewhere, () => refusal('invalid_client', 'gone', 401)).run)
    expect(fault instanceof OAuthResponseError && fault.refusal).toMatchObject({
      error: 'invalid_client',
      description: 'gone',
    })
  })

  test('a server that hangs is given up after 10 seconds', async () => {
    let asked = (): void => undefined
    const hangs = new Promise<void>((resolve) => (asked = resolve))
    const { run, store, clock } = world(atSalesforce, (_request, signal) => {
      asked()
      return new Promise((_answered, given) => {
        signal.addEventListener('abort', () => given(signal.reason as Error))
      })
    })
    const fault = faultOf(run)
    await hangs
    clock.wake()
    expect((await fault).message).toBe(
      'login.salesforce.com did not answer the revocation within 10 seconds',
    )
    expect([(await fault).code, clock.sleepers, store.puts]).toEqual(['timeout', [10_000], []])
  })

  test('an interrupted revocation is an interruption', async () => {
    const { ports, store } = world(atSalesforce)
    const interrupted = new AuthError('interrupted', 'interrupted')
    const fetch = () => Promise.reject(interrupted)
    const fault = faultOf(() => revoke(own, { ...ports, fetch }, AbortSignal.abort(interrupted)))
    expect([await fault, store.puts]).toEqual([interrupted, []])
  })
})

test('a dead token whose mark cannot be kept is half the work done', async () => {
  const { ports, store } = world(elsewhere)
  const put = () => Promise.reject(new AuthError('store_locked', 'the keychain is locked'))
  const stores = { ...ports.stores, holding: () => Promise.resolve({ ...store, put }) }
  const fault = await faultOf(() => revoke(own, { ...ports, stores }, never))
  expect([fault.code, fault.exitStatus, fault.message]).toEqual([
    'partly_done',
    9,
    'the token is dead at the server, but the credential of profile work could not be marked: the keychain is locked',
  ])
})

describe('with nothing to revoke nothing is sent', () => {
  const server = { ...idp, endpoints: { ...idp.endpoints, revocation: undefined } }
  test.each<[string, Credential | undefined, Partial<RevokeRequest>, string]>([
    ['no credential', undefined, {}, 'login_required'],
    [
      'no refresh token',
      { ...elsewhere, tokens: withoutRefresh },
      { kind: 'refresh_token' },
      'login_required',
    ],
    ['no endpoint', { ...elsewhere, server }, {}, 'unsupported_by_server'],
  ])('%s', async (_what, stored, change, code) => {
    const { run, net } = world(stored)
    expect([await codeOf(() => run(change)), net.requests]).toEqual([code, []])
  })
})
