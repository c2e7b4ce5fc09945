import { describe, expect, test } from 'vitest'
import { forget, logout, type LogoutPorts } from '../../../src/flows/logout.js'
import type { Credential, ServerKind } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer, HttpRequest, Stores } from '../../../src/kernel/ports.js'
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
  refusal,
  storesOf,
  type FakeNetwork,
  type FakeStore,
} from '../../support/fakes.js'
import { idp, publicClient, salesforce, secretClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

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

interface World {
  readonly ports: LogoutPorts
  readonly store: FakeStore
  readonly net: FakeNetwork
  readonly locks: string[]
}

function world(
  stored: Credential | undefined,
  reply: (request: HttpRequest) => HttpAnswer = () => answer(''),
  stores?: Partial<Stores>,
): World {
  const store = fakeStore(stored === undefined ? [] : [stored])
  const net = network(reply)
  const { withLock, taken } = countingLock()
  const providerOf = (kind: ServerKind) =>
    Promise.resolve(kind === 'salesforce' ? salesforceProvider : openidProvider)
  const ports = {
    stores: { ...storesOf(store), ...stores },
    withLock,
    fetch: net.fetch,
    prove: asItIs,
    providerOf,
  }
  return { ports, store, net, locks: taken }
}

test('both tokens are revoked at the pinned endpoint, the refresh token first, then the record goes', async () => {
  const { ports, store, net, locks } = world(elsewhere)
  expect(await logout('work', ports, never)).toEqual({
    revocation: { revoked: ['refresh_token', 'access_token'], failed: [] },
    forgotten: true,
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
    [
      'https://idp.example/revoke',
      [
        ['token', 'AT1'],
        ['token_type_hint', 'access_token'],
        ['client_id', 'client-1'],
      ],
    ],
  ])
  expect([store.records.size, locks]).toEqual([0, ['work']])
})

test('at Salesforce the access token dies with the refresh token: that is no failure', async () => {
  const { ports } = world(atSalesforce, ({ body }) =>
    body === 'token=RT1' ? answer('') : answer('error=invalid_token', { status: 400 }),
  )
  expect(await logout('work', ports, never)).toEqual({
    revocation: { revoked: ['refresh_token'], failed: [] },
    forgotten: true,
  })
})

test('without a refresh token the access token alone is revoked', async () => {
  const stored = { ...elsewhere, tokens: tokenSet({ refreshToken: undefined }) }
  const { ports, net } = world(stored)
  expect((await logout('work', ports, never)).revocation.revoked).toEqual(['access_token'])
  expect(net.requests).toHaveLength(1)
})

describe('what could not be revoked is said, and forgotten all the same', () => {
  test.each([
    ['503', () => answer('', { status: 503 }), 'idp.example answered HTTP 503'],
    [
      'a refusal',
      () => refusal('invalid_client', 'who are you'),
      'idp.example refused: who are you',
    ],
    [
      'no network',
      () => {
        throw new AuthError('network_error', 'idp.example cannot be reached')
      },
      'idp.example cannot be reached',
    ],
  ])('%s', async (_what, reply, reason) => {
    const { ports, store } = world(elsewhere, reply)
    expect(await logout('work', ports, never)).toEqual({
      revocation: {
        revoked: [],
        failed: [
          { token: 'refresh_token', reason },
          { token: 'access_token', reason },
        ],
      },
      forgotten: true,
    })
    expect(store.records.size).toBe(0)
  })

  test('a server without a revocation endpoint', async () => {
    const server = { ...idp, endpoints: { ...idp.endpoints, revocation: undefined } }
    const { ports, net } = world({ ...elsewhere, server })
    const { revocation, forgotten } = await logout('work', ports, never)
    expect([revocation.failed[0], forgotten, net.requests]).toEqual([
      { token: 'refresh_token', reason: 'idp.example has no revocation endpoint' },
      true,
      [],
    ])
  })
})

test('with nothing stored there is nothing to do', async () => {
  const { ports, net } = world(undefined)
  expect(await logout('work', ports, never)).toEqual({
    revocation: { revoked: [], failed: [] },
    forgotten: false,
  })
  expect(net.requests).toEqual([])
})

test('a person who gives up while it revokes has forgotten nothing', async () => {
  const controller = new AbortController()
  const reason = new AuthError('interrupted', 'interrupted')
  const { ports, store } = world(elsewhere, () => {
    controller.abort(reason)
    throw new AuthError('network_error', 'aborted')
  })
  expect(await faultOf(() => logout('work', ports, controller.signal))).toBe(reason)
  expect(store.records.size).toBe(1)
})

test('a bug is not taken for a failed revocation', async () => {
  const { ports, store } = world(elsewhere, () => {
    throw new TypeError('bug')
  })
  await expect(logout('work', ports, never)).rejects.toThrow('bug')
  expect(store.records.size).toBe(1)
})

describe('a record that cannot be opened', () => {
  test.each(['store_damaged', 'store_wrong_key', 'store_locked', 'store_unavailable'] as const)(
    '%s: nothing is forgotten, and the way out is named',
    async (code) => {
      const broken = new AuthError(code, 'it is locked', { hint: 'unlock it' })
      const { ports, store } = world(elsewhere, undefined, {
        holding: () => Promise.reject(broken),
      })
      const fault = await faultOf(() => logout('work', ports, never))
      expect([fault.code, fault.message, fault.hint, store.records.size]).toEqual([
        code,
        'it is locked',
        'unlock it; or forget without revoking: oauthctl logout --local -p work',
        1,
      ])
    },
  )

  test('another error is passed on as it is', async () => {
    const late = new AuthError('timeout', 'no lock')
    const { ports } = world(elsewhere, undefined, { holding: () => Promise.reject(late) })
    expect(await faultOf(() => logout('work', ports, never))).toBe(late)
  })
})

describe('forgetting without telling the server', () => {
  test('sends nothing and needs no key', async () => {
    const { ports, store, net, locks } = world(elsewhere, undefined, {
      holding: () => Promise.reject(new AuthError('store_locked', 'locked')),
    })
    expect([await forget('work', ports), store.records.size, net.requests, locks]).toEqual([
      true,
      0,
      [],
      ['work'],
    ])
  })

  test('says when there was nothing', async () => {
    expect(await forget('work', world(undefined).ports)).toBe(false)
  })

  test('passes a store error on', async () => {
    const { ports } = world(elsewhere, undefined, {
      forget: () => Promise.reject(new AuthError('store_unavailable', 'read-only')),
    })
    expect(await codeOf(() => forget('work', ports))).toBe('store_unavailable')
  })
})
