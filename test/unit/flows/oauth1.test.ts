import { describe, expect, test } from 'vitest'
import { oauth1Session } from '../../../src/flows/oauth1-session.js'
import { runAgain } from '../../../src/flows/renew.js'
import type { Oauth1Credential } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, asItIs, clockAt, countingRandom, network, never } from '../../support/fakes.js'
import { salesforce, secretClient } from '../../support/values.js'
import { faultOf, plain } from '../store/fixtures.js'
import { arrival, paths, sessionId, sessionXml, signed, world } from './oauth1-world.js'

const instance = 'https://acme.my.salesforce.com'

describe('an OAuth 1.0.A login', () => {
  test('ends with a session, kept with the access token that opened it', async () => {
    const { run, kept } = world()
    const credential = await run()
    expect(kept).toEqual([credential])
    expect(plain(credential)).toEqual({
      grant: 'oauth1',
      profile: 'work',
      server: salesforce,
      client: plain(secretClient),
      accessToken: { token: { secret: 'AT' }, secret: { secret: 'AS' } },
      api: { kind: 'partner', version: '67.0' },
      identity: {
        subject: undefined,
        username: undefined,
        userId: undefined,
        orgId: '00D000000000001',
      },
      tokens: {
        accessToken: { secret: sessionId },
        tokenType: 'Bearer',
        refreshToken: undefined,
        idToken: undefined,
        scopes: undefined,
        issuedAt: arrival,
        expiry: undefined,
        instanceUrl: instance,
        answer: {
          secret: JSON.stringify({
            serverUrl: `${instance}/services/Soap/u/67.0/00D000000000001`,
            sessionId,
            access_token: sessionId,
            token_type: 'Bearer',
            instance_url: instance,
          }),
        },
      },
      condition: { kind: 'live' },
    })
  })

  test('listens before it asks, keeps before it tells, and shows the page last', async () => {
    const { run, events } = world()
    await run()
    expect(events).toEqual([
      'fetch openid-configuration',
      'listen',
      'fetch RequestTokenHandler',
      'visit',
      'wait',
      'fetch AccessTokenHandler',
      'fetch 67.0',
      'keep',
      'finish success',
      'dispose',
    ])
  })

  test('sends the callback as it was bound, then the token and the verifier', async () => {
    const { run, net, visited } = world()
    await run()
    const [, first, second, third] = net.requests.map(signed)
    expect(first).toMatchObject({
      oauth_consumer_key: 'client-1',
      oauth_callback: 'https://localhost:8123/back',
    })
    expect(second).toMatchObject({ oauth_token: 'RT', oauth_verifier: 'V' })
    expect(third).toMatchObject({ oauth_token: 'AT' })
    expect(visited).toEqual([
      [
        'https://login.salesforce.com/setup/secur/RemoteAccessAuthorizationPage.apexp?oauth_token=RT&oauth_consumer_key=client-1',
        'https://localhost:8123/go',
      ],
    ])
  })

  test('T98: every request has a nonce of its own, and no timestamp falls when the clock does', async () => {
    let second = 5
    const { run, net } = world({ nowMs: () => (arrival + (second -= 1)) * 1000 })
    await run()
    const moments = net.requests.slice(1).map(signed)
    expect(new Set(moments.map((one) => one['oauth_nonce'])).size).toBe(3)
    const times = moments.map((one) => Number(one['oauth_timestamp']))
    expect(times).toEqual([...times].sort((one, other) => one - other))
  })

  test('judges the callback by the request token, and by nothing before there is one', async () => {
    const states: (string | undefined)[] = []
    const state = (): string | undefined => {
      const given = listened[0]?.state
      return typeof given === 'function' ? given() : given
    }
    const { run, listened } = world({
      replies: {
        [paths.requestToken]: () => {
          states.push(state())
          return answer('oauth_token=RT&oauth_token_secret=RS')
        },
      },
    })
    await run()
    states.push(state())
    expect([states, listened[0]?.stateIn]).toEqual([['', 'RT'], 'oauth_token'])
  })

  test('needs a secret before any request', async () => {
    const { run, net } = world()
    const fault = await faultOf(() => run({ client: { ...secretClient, secret: undefined } }))
    expect([fault.code, net.requests]).toEqual(['input_required', []])
  })

  test('that nobody approves ends in time', async () => {
    const { run, clock, pages } = world({
      received: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error)
          })
          clock.wake()
        }),
    })
    const fault = await faultOf(() => run())
    expect([fault.code, fault.message, clock.sleepers]).toEqual([
      'login_timed_out',
      'nobody approved within 300 s',
      [300_000],
    ])
    expect(pages).toMatchObject([{ kind: 'failure' }])
  })

  test('is not given up once the verifier is there: the approval would be lost', async () => {
    const interrupt = new AbortController()
    const { run, kept, net } = world({
      received: () => {
        interrupt.abort(new AuthError('interrupted', 'interrupted'))
        return Promise.resolve({ oauth_token: 'RT', oauth_verifier: 'V' })
      },
    })
    await run({}, interrupt.signal)
    expect(kept).toHaveLength(1)
    expect(net.signals.slice(2).map((signal) => signal.aborted)).toEqual([false, false])
  })

  test.each([
    [paths.requestToken, '1710 Failed: Invalid Callback URL', 'request_refused'],
    [paths.accessToken, '1711 Failed: Invalid Verifier', 'request_refused'],
    [paths.session, '1716 Failed: OAuth Api Access Disabled', 'request_refused'],
  ])(
    'that is refused at %s says why, to the browser too, and keeps nothing',
    async (path, text, code) => {
      const replies = { [path]: () => answer(text, { status: 400 }) }
      const { run, kept, pages } = world({ replies })
      const fault = await faultOf(() => run())
      const message = `login.salesforce.com refused: ${text.slice(5)}`
      expect([fault.code, fault.message, kept]).toEqual([code, message, []])
      expect(pages).toEqual([{ kind: 'failure', title: 'Login failed', message, hint: fault.hint }])
    },
  )

  test('that is refused because the clock is off says by how much', async () => {
    const headers = { date: new Date((arrival - 3600) * 1000).toUTCString() }
    const late = (): ReturnType<typeof answer> =>
      answer('1705 Failed: Invalid Timestamp', { status: 401, headers })
    const { run } = world({ replies: { [paths.requestToken]: late } })
    const fault = await faultOf(() => run())
    expect([fault.message, fault.hint]).toEqual([
      "login.salesforce.com refused: Failed: Invalid Timestamp; the clock of this machine is 60 min ahead of the server's",
      'set the clock of this machine, then run the command again',
    ])
  })
})

describe('a session that has ended', () => {
  const first = async (): Promise<Oauth1Credential> => world().run()
  const portsOf = (net: ReturnType<typeof network>) => ({
    fetch: net.fetch,
    clock: clockAt(arrival + 1000),
    random: countingRandom(),
  })

  test('is opened again with the same access token, without a person', async () => {
    const credential = await first()
    const net = network(() => sessionXml('00D000000000001!AQ.second'))
    const renewed = await runAgain(
      credential,
      salesforceProvider,
      {
        ...portsOf(net),
        prove: asItIs,
        readText: () => Promise.reject(new Error('no text is read')),
      },
      never,
    )
    expect(net.requests.map(({ url }) => url)).toEqual([
      'https://login.salesforce.com/services/OAuth/u/67.0',
    ])
    expect(signed(net.requests[0])).toMatchObject({
      oauth_token: 'AT',
      oauth_timestamp: `${arrival + 1000}`,
    })
    expect(renewed.tokens.accessToken.expose()).toBe('00D000000000001!AQ.second')
    expect({ ...renewed, tokens: undefined }).toEqual({ ...credential, tokens: undefined })
  })

  test('needs a login when the access token was revoked', async () => {
    const credential = await first()
    const net = network(() => answer('', { status: 401 }))
    const fault = await faultOf(() => oauth1Session(credential, portsOf(net), never))
    expect([fault.code, fault.hint]).toEqual(['login_required', 'start again: oauthctl oauth1'])
  })
})
