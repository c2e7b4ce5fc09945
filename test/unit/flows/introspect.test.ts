import { describe, expect, test } from 'vitest'
import {
  introspect,
  type IntrospectPorts,
  type IntrospectRequest,
} from '../../../src/flows/introspect.js'
import type { Credential, ServerKind } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  clockAt,
  countingLock,
  fakeStore,
  fields,
  network,
  never,
  refusal,
  storesOf,
} from '../../support/fakes.js'
import { idp, publicClient, salesforce, secretClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const elsewhere: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: idp,
  client: secretClient,
  identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
  tokens: tokenSet(),
  condition: { kind: 'live' },
}
const atSalesforce: Credential = { ...elsewhere, server: salesforce }
const dead = { kind: 'dead', reason: 'x', since: epochSeconds(1_000_000) } as const
const own: IntrospectRequest = {
  profile: 'work',
  token: undefined,
  kind: undefined,
  sessionTimeout: 900,
}
const alive = answer({ active: true, exp: 1_003_600 })
const inactive = answer({ active: false })

function world(
  stored: Credential | undefined,
  reply: HttpAnswer | (() => HttpAnswer) = alive,
  onRead?: (count: number, records: Map<string, Credential>) => void,
) {
  const store = fakeStore(stored === undefined ? [] : [stored], onRead)
  const net = network(() => (typeof reply === 'function' ? reply() : reply))
  const { withLock, taken } = countingLock()
  const warnings: string[] = []
  const ports: IntrospectPorts = {
    stores: storesOf(store),
    withLock,
    fetch: net.fetch,
    clock: clockAt(1_000_100),
    prove: asItIs,
    providerOf: (kind: ServerKind) =>
      Promise.resolve(kind === 'salesforce' ? salesforceProvider : openidProvider),
    warn: (message) => void warnings.push(message),
  }
  const ask = (change: Partial<IntrospectRequest> = {}) =>
    introspect({ ...own, ...change }, ports, never)
  return { ask, ports, store, net, taken, warnings }
}

describe('which token is asked about, and as what', () => {
  const secret = (text: string) => ({ token: new Secret(text) })
  test.each<[string, Credential, Partial<IntrospectRequest>, string, string | undefined]>([
    ["the profile's access token", elsewhere, {}, 'AT1', 'access_token'],
    ['its refresh token', elsewhere, { kind: 'refresh_token' }, 'RT1', 'refresh_token'],
    ['a token from a file', elsewhere, secret('AT9'), 'AT9', undefined],
    [
      'one whose kind was said',
      elsewhere,
      { ...secret('X'), kind: 'refresh_token' },
      'X',
      'refresh_token',
    ],
    ['one that the store knows', elsewhere, secret('RT1'), 'RT1', 'refresh_token'],
    ['one whose look tells', atSalesforce, secret('5Aep861.x'), '5Aep861.x', 'refresh_token'],
    ['of a dead credential', { ...elsewhere, condition: dead }, {}, 'AT1', 'access_token'],
  ])('%s', async (_which, stored, change, token, hint) => {
    const { ask, net } = world(stored)
    await ask(change)
    expect(net.requests.map((request) => [request.method, request.url, fields(request)])).toEqual([
      [
        'POST',
        stored.server.endpoints.introspection,
        [
          ['token', token],
          ...(hint === undefined ? [] : [['token_type_hint', hint]]),
          ['client_id', 'client-1'],
          ['client_secret', 's3cret'],
        ],
      ],
    ])
  })
})

test('the document comes back as it came', async () => {
  const document = { active: true, exp: 1_003_600, scope: 'api', custom: [1, { a: null }] }
  const {
    active,
    expiresAt,
    document: told,
    token,
  } = await world(elsewhere, answer(document)).ask()
  expect([active, expiresAt, told, token.expose()]).toEqual([true, 1_003_600, document, 'AT1'])
})

describe('the end of the own access token is learnt under the lock', () => {
  const learnt = { at: epochSeconds(1_003_600), source: 'introspection' } as const

  test('where nothing was known, and where it was known otherwise', async () => {
    for (const expiry of [undefined, { at: epochSeconds(1_000_200), source: 'server' } as const]) {
      const stored = { ...elsewhere, tokens: tokenSet({ expiry }) }
      const { ask, store, taken } = world(stored)
      await ask()
      expect(store.puts).toEqual([{ ...stored, tokens: tokenSet({ expiry: learnt }) }])
      expect(taken).toEqual(['work'])
    }
  })

  test('a file that holds the own access token teaches it too', async () => {
    const { ask, store } = world(elsewhere)
    await ask({ token: new Secret('AT1') })
    expect(store.puts).toHaveLength(1)
  })

  test.each<[string, Credential, HttpAnswer, Partial<IntrospectRequest>]>([
    ['no end was told', elsewhere, answer({ active: true }), {}],
    ['it is not active', elsewhere, answer({ active: false, exp: 1_003_600 }), {}],
    ['it was known already', { ...elsewhere, tokens: tokenSet({ expiry: learnt }) }, alive, {}],
    ['it was the refresh token', elsewhere, alive, { kind: 'refresh_token' }],
    ['it was another token', elsewhere, alive, { token: new Secret('AT9') }],
  ])('but not when %s', async (_why, stored, reply, change) => {
    const { ask, store, taken } = world(stored, reply)
    await ask(change)
    expect([store.puts, taken]).toEqual([[], []])
  })

  test('and not over a token that a sibling has renewed meanwhile', async () => {
    const renewed = { ...elsewhere, tokens: tokenSet({ accessToken: new Secret('AT2') }) }
    const { ask, store } = world(elsewhere, alive, (count, records) => {
      if (count === 2) records.set('work', renewed)
    })
    await ask()
    expect([store.puts, store.records.get('work')]).toEqual([[], renewed])
  })

  test('a store that cannot take it spoils no answer', async () => {
    const { ports, warnings } = world(elsewhere)
    const locked = new AuthError('store_locked', 'the keychain is locked')
    const told = await introspect(own, { ...ports, withLock: () => Promise.reject(locked) }, never)
    expect([told.active, warnings]).toEqual([
      true,
      ["what the server says of the token's end was not kept: the keychain is locked"],
    ])
  })
})

describe('an inactive token: what to do depends on what the store believes', () => {
  const expired = tokenSet({ expiry: { at: epochSeconds(1_000_050), source: 'server' } })
  const server: Credential = { ...atSalesforce, grant: 'client_credentials', scopes: undefined }
  test.each<[string, Credential, Partial<IntrospectRequest>, RegExp]>([
    [
      'Salesforce, believed live',
      atSalesforce,
      {},
      /^check whether it works: oauthctl status --check -p work \(.*"Introspect All Tokens" is off\); if not: oauthctl refresh -p work$/,
    ],
    ['elsewhere, believed live', elsewhere, {}, /status --check .*may not see/],
    ['a public client', { ...elsewhere, client: publicClient }, {}, /public client/],
    [
      'expired',
      { ...elsewhere, tokens: expired },
      {},
      /^get another token: oauthctl refresh -p work$/,
    ],
    [
      'assumed to have ended',
      { ...elsewhere, tokens: tokenSet({ issuedAt: epochSeconds(0) }) },
      {},
      /^get another token/,
    ],
    [
      'dead, a person needed',
      { ...atSalesforce, condition: dead },
      {},
      /^log in again: oauthctl login -p work$/,
    ],
    [
      'dead, no person needed',
      { ...server, condition: dead },
      {},
      /^get another token: oauthctl refresh -p work$/,
    ],
    ['the refresh token', elsewhere, { kind: 'refresh_token' }, /status --check/],
    [
      "another app's at Salesforce",
      atSalesforce,
      { token: new Secret('x') },
      /-p PROFILE.*Introspect All Tokens/,
    ],
    ["another client's elsewhere", elsewhere, { token: new Secret('x') }, /-p PROFILE/],
  ])('%s', async (_what, stored, change, hint) => {
    const told = await world(stored, inactive).ask(change)
    expect(told.active).toBe(false)
    expect(told.hint).toMatch(hint)
  })
})

describe('a refusal is told with what would help', () => {
  test.each<[string, Credential, RegExp]>([
    ['a public client', { ...elsewhere, client: publicClient }, /--client-secret-file/],
    ['an app of Salesforce', atSalesforce, /"Introspect All Tokens"/],
    ['a client elsewhere', elsewhere, /lets this client introspect/],
  ])('%s', async (_who, stored, hint) => {
    const { ask } = world(stored, refusal('invalid_client', 'no', 401))
    const fault = await faultOf(ask)
    expect([fault.code, fault.exitStatus]).toEqual(['invalid_client', 5])
    expect(fault.hint).toMatch(hint)
  })

  test.each([
    ['503', answer('', { status: 503 }), 'server_error'],
    ['T14: a redirect', answer('', { status: 302 }), 'unexpected_redirect'],
    ['a page', answer('<html>'), 'bad_answer'],
    ['T12: active twice', answer('{"active":true,"active":false}'), 'bad_answer'],
  ])('%s', async (_what, reply, code) => {
    expect(await codeOf(world(elsewhere, reply).ask)).toBe(code)
  })
})

test('T11: active on a prototype is not active', async () => {
  const { ask } = world(elsewhere, answer('{"__proto__":{"active":true}}'))
  expect((await ask()).active).toBe(false)
})

test('without an endpoint nothing is sent', async () => {
  const server = { ...idp, endpoints: { ...idp.endpoints, introspection: undefined } }
  const { ask, net } = world({ ...elsewhere, server })
  expect([await codeOf(ask), net.requests]).toEqual(['unsupported_by_server', []])
})

test('without a credential, or without the token that was named, it is exit status 4', async () => {
  const withoutRefresh = { ...elsewhere, tokens: tokenSet({ refreshToken: undefined }) }
  const faults = [
    await faultOf(world(undefined).ask),
    await faultOf(() => world(withoutRefresh).ask({ kind: 'refresh_token' })),
  ]
  expect(faults.map(({ exitStatus }) => exitStatus)).toEqual([4, 4])
})
