import { describe, expect, test } from 'vitest'
import { device, type DeviceCode, type DeviceRequest } from '../../../src/flows/device.js'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  clockAt,
  fields,
  network,
  never,
  refusal,
  type FakeClock,
  type FakeNetwork,
} from '../../support/fakes.js'
import { publicClient, secretClient } from '../../support/values.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'
import { arrival, idToken, jwks, metadata } from './login-world.js'

const request: DeviceRequest = {
  profile: 'work',
  target: { kind: 'openid', url: 'https://idp.example' },
  provider: openidProvider,
  client: { ...publicClient, authMethod: undefined },
  scopes: undefined,
  patienceMs: undefined,
}
const started = {
  device_code: 'DC',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://idp.example/device',
  verification_uri_complete: 'https://idp.example/device?c=WDJB-MJHT',
  expires_in: 600,
  interval: 5,
}
const org = 'https://login.salesforce.com'
const salesforceRequest: DeviceRequest = {
  ...request,
  target: { kind: 'salesforce', url: org },
  provider: salesforceProvider,
}
const salesforceMetadata = {
  issuer: org,
  authorization_endpoint: `${org}/services/oauth2/authorize`,
  token_endpoint: `${org}/services/oauth2/token`,
}
const salesforceTokens = {
  access_token: '00D!AT',
  refresh_token: 'RT',
  token_type: 'Bearer',
  instance_url: 'https://acme.my.salesforce.com',
  id: `${org}/id/00D000000000001EAA/005000000000001AAA`,
  issued_at: '1700000000000',
}

type Replies = Readonly<Record<string, (sent: HttpRequest) => HttpAnswer | Promise<HttpAnswer>>>

interface World {
  readonly events: string[]
  readonly net: FakeNetwork
  readonly clock: FakeClock
  readonly codes: DeviceCode[]
  readonly kept: Credential[]
  readonly run: (change?: Partial<DeviceRequest>, signal?: AbortSignal) => Promise<Credential>
}

/** A world in which a device login goes well after one "pending" but for the circumstances. */
function world(
  replies: Replies = {},
  given: { readonly onCode?: () => Promise<void>; readonly keep?: () => Promise<void> } = {},
): World {
  const events: string[] = []
  const codes: DeviceCode[] = []
  const kept: Credential[] = []
  const clock = clockAt(arrival)
  const polls = [refusal('authorization_pending')]
  const all: Replies = {
    '/.well-known/openid-configuration': () =>
      answer({ ...metadata, device_authorization_endpoint: 'https://idp.example/d' }),
    '/d': () => answer(started),
    '/jwks': () => answer(jwks),
    '/token': () =>
      polls.shift() ?? answer({ access_token: 'AT', token_type: 'Bearer', expires_in: 3600 }),
    ...replies,
  }
  const net = network((sent) => {
    const { pathname } = new URL(sent.url)
    events.push(`fetch ${pathname}`)
    const reply = all[pathname]
    if (reply === undefined) throw new AuthError('network_error', `nobody answers ${sent.url}`)
    return reply(sent)
  })
  const ports = {
    fetch: net.fetch,
    clock,
    prove: asItIs,
    onCode: async (code: DeviceCode) => {
      events.push('code')
      codes.push(code)
      await given.onCode?.()
    },
    keep: async (credential: Credential) => {
      events.push('keep')
      kept.push(credential)
      await given.keep?.()
    },
  }
  return {
    events,
    net,
    clock,
    codes,
    kept,
    run: (change = {}, signal = never) => device({ ...request, ...change }, ports, signal),
  }
}

/** The same at Salesforce. */
function salesforceWorld(polls: (() => HttpAnswer)[], replies: Replies = {}): World {
  return world({
    '/.well-known/openid-configuration': () => answer(salesforceMetadata),
    '/services/oauth2/token': (sent) =>
      sent.body?.startsWith('response_type=') === true
        ? answer({
            device_code: 'DC',
            user_code: '08T3AY9D',
            interval: 5,
            verification_uri: `${org}/setup/connect`,
          })
        : (polls.shift() ?? (() => answer(salesforceTokens)))(),
    '/id/00D000000000001EAA/005000000000001AAA': () => answer({ username: 'ada@acme.example' }),
    ...replies,
  })
}

describe('a device login', () => {
  test('shows the code, asks until it is approved, keeps, in that order', async () => {
    const { run, events, kept, codes, net } = world()
    const credential = await run()
    expect(events).toEqual([
      'fetch /.well-known/openid-configuration',
      'fetch /d',
      'code',
      'fetch /token',
      'fetch /token',
      'keep',
    ])
    expect(codes).toEqual([
      {
        verificationUri: 'https://idp.example/device',
        verificationUriComplete: 'https://idp.example/device?c=WDJB-MJHT',
        userCode: 'WDJB-MJHT',
        expiresAt: arrival + 600,
        interval: 5,
      },
    ])
    expect(net.requests.slice(1).map(fields)).toEqual([
      [
        ['scope', 'openid offline_access'],
        ['client_id', 'client-1'],
      ],
      ...Array.from({ length: 2 }, () => [
        ['grant_type', 'urn:ietf:params:oauth:grant-type:device_code'],
        ['device_code', 'DC'],
        ['client_id', 'client-1'],
      ]),
    ])
    expect(kept).toEqual([credential])
    expect(plain(credential)).toMatchObject({
      profile: 'work',
      grant: 'device_code',
      server: { kind: 'openid', url: 'https://idp.example' },
      client: { id: 'client-1', authMethod: 'none' },
      tokens: { accessToken: { secret: 'AT' }, issuedAt: arrival + 10 },
      condition: { kind: 'live' },
    })
  })

  test('the time that showing the code takes is time off the code', async () => {
    const { run, clock, net } = world(
      { '/token': () => refusal('authorization_pending') },
      {
        onCode: () => {
          clock.advance(590_000)
          return Promise.resolve()
        },
      },
    )
    expect(await codeOf(() => run())).toBe('login_timed_out')
    expect([net.requests.length, clock.nowMs() / 1000]).toEqual([3, arrival + 600])
  })

  test('an id_token without a nonce tells who it was', async () => {
    const tokens = { access_token: 'AT', token_type: 'Bearer' }
    const id_token = await idToken({ nonce: undefined })
    const { run } = world({ '/token': () => answer({ ...tokens, id_token }) })
    expect((await run()).identity).toEqual({
      subject: 'user-1',
      username: 'ada@idp.example',
      userId: undefined,
      orgId: undefined,
    })
  })

  test('a bad id_token fails the login, and nothing is kept', async () => {
    const id_token = await idToken({ nonce: undefined, aud: 'another' })
    const tokens = { access_token: 'AT', token_type: 'Bearer', id_token }
    const { run, kept } = world({ '/token': () => answer(tokens) })
    expect([await codeOf(() => run()), kept]).toEqual(['token_invalid', []])
  })

  test('a client with a secret proves itself at both endpoints', async () => {
    const { run, net } = world()
    await run({ client: secretClient })
    expect(
      net.requests.slice(1).map((sent) => new URLSearchParams(sent.body).get('client_secret')),
    ).toEqual(['s3cret', 's3cret', 's3cret'])
  })

  test('a server without a device endpoint is not asked for a code', async () => {
    const { run, events } = world({
      '/.well-known/openid-configuration': () => answer(metadata),
    })
    expect(await codeOf(() => run())).toBe('unsupported_by_server')
    expect(events).toEqual(['fetch /.well-known/openid-configuration'])
  })

  test('a refusal keeps nothing and asks no more', async () => {
    const { run, kept, events } = world({ '/token': () => refusal('access_denied', 'no') })
    const fault = await faultOf(() => run())
    expect([fault.code, fault.exitStatus, kept]).toEqual(['access_denied', 5, []])
    expect(events.filter((event) => event === 'fetch /token')).toHaveLength(1)
  })

  test('--login-timeout bounds the wait', async () => {
    const { run, clock } = world({ '/token': () => refusal('authorization_pending') })
    expect(await codeOf(() => run({ patienceMs: 7_000 }))).toBe('login_timed_out')
    expect(clock.nowMs() / 1000).toBe(arrival + 7)
  })

  test('an interruption after the approval loses nothing', async () => {
    const interruption = new AbortController()
    const id_token = await idToken({ nonce: undefined })
    const { run, kept, net } = world({
      '/token': () => {
        interruption.abort(new AuthError('interrupted', 'interrupted'))
        return answer({ access_token: 'AT', token_type: 'Bearer', id_token })
      },
    })
    const credential = await run({}, interruption.signal)
    expect([kept, net.signals.at(-1)?.aborted]).toEqual([[credential], false])
  })

  test('an interruption before it ends the wait with its reason', async () => {
    const interruption = new AbortController()
    const reason = new AuthError('interrupted', 'interrupted')
    const { run, kept } = world({
      '/token': () => {
        interruption.abort(reason)
        throw reason
      },
    })
    expect([await faultOf(() => run({}, interruption.signal)), kept]).toEqual([reason, []])
  })

  test('a store that fails fails the login', async () => {
    const failure = new AuthError('store_unavailable', 'gone')
    const { run } = world({}, { keep: () => Promise.reject(failure) })
    expect(await faultOf(() => run())).toBe(failure)
  })
})

describe('at Salesforce', () => {
  test('both halves go to the token endpoint, and the user is asked for at the instance', async () => {
    const polls = [
      () => refusal('authorization_pending'),
      () => refusal('slow_down'),
      () => refusal('server_error'),
    ]
    const { run, net, clock, codes } = salesforceWorld(polls)
    const credential = await run(salesforceRequest)
    expect(net.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/.well-known/openid-configuration',
      ...Array.from({ length: 5 }, () => '/services/oauth2/token'),
      '/id/00D000000000001EAA/005000000000001AAA',
    ])
    expect(clock.slept).toEqual([5_000, 5_000, 10_000, 20_000])
    expect(net.requests.slice(1, 3).map(fields)).toEqual([
      [
        ['response_type', 'device_code'],
        ['client_id', 'client-1'],
      ],
      [
        ['grant_type', 'device'],
        ['code', 'DC'],
        ['client_id', 'client-1'],
      ],
    ])
    expect(codes.map((code) => code.verificationUriComplete)).toEqual([
      `${org}/setup/connect?user_code=08T3AY9D`,
    ])
    expect(plain(credential)).toMatchObject({
      grant: 'device_code',
      identity: { username: 'ada@acme.example' },
      tokens: { instanceUrl: 'https://acme.my.salesforce.com', refreshToken: { secret: 'RT' } },
    })
  })

  test('a code ends after 10 minutes though the server does not say so', async () => {
    const pending = Array.from({ length: 200 }, () => () => refusal('authorization_pending'))
    const { run, clock } = salesforceWorld(pending)
    expect(await codeOf(() => run(salesforceRequest))).toBe('login_timed_out')
    expect(clock.nowMs() / 1000).toBe(arrival + 600)
  })

  test('T27: a strange instance_url fails the login before anything is called or kept', async () => {
    const tokens = { ...salesforceTokens, instance_url: 'https://evil.test' }
    const { run, kept, net } = salesforceWorld([() => answer(tokens)])
    expect(await codeOf(() => run(salesforceRequest))).toBe('untrusted_host')
    expect([kept, net.requests.length]).toEqual([[], 3])
  })
})
