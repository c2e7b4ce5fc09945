import { describe, expect, test } from 'vitest'
import { headlessLogin, type HeadlessLoginRequest } from '../../../src/flows/headless-login.js'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { s256 } from '../../../src/oauth/pkce.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  clockAt,
  countingRandom,
  fields,
  network,
  never,
  refusal,
  type FakeNetwork,
} from '../../support/fakes.js'
import { publicClient, secretClient } from '../../support/values.js'
import { codeOf, plain } from '../store/fixtures.js'
import { arrival } from './login-world.js'

const site = 'https://acme.my.site.com/partners'
const state = Buffer.alloc(32, 1).toString('base64url')
const verifier = Buffer.alloc(33, 2).toString('base64url').slice(0, 43)
const echo = `${site}/services/oauth2/echo`
const uvid = '2b1c9a3e-8d1c-4a6e-9a53-0b9c7c0c1f11'
const authorize = '/partners/services/oauth2/authorize'
const token = '/partners/services/oauth2/token'
const request: HeadlessLoginRequest = {
  profile: 'work',
  target: { kind: 'salesforce', url: site },
  provider: salesforceProvider,
  client: { ...publicClient, authMethod: undefined },
  scopes: undefined,
  redirectUri: undefined,
  proof: {
    kind: 'password',
    username: 'ada@acme.example',
    password: new Secret('PASSWORD'),
    inBody: false,
  },
  visitor: undefined,
}
const metadata = {
  issuer: site,
  authorization_endpoint: `${site}/services/oauth2/authorize`,
  token_endpoint: `${site}/services/oauth2/token`,
}
const tokens = {
  access_token: '00D!AT',
  refresh_token: 'RT',
  sfdc_community_url: 'https://shop.acme.example',
  token_type: 'Bearer',
  instance_url: 'https://acme.my.salesforce.com/',
  id: 'https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA',
  issued_at: '1700000000000',
}

type Replies = Readonly<Record<string, (sent: HttpRequest) => HttpAnswer>>

interface World {
  readonly events: string[]
  readonly net: FakeNetwork
  readonly kept: Credential[]
  readonly run: (change?: Partial<HeadlessLoginRequest>) => Promise<Credential>
}

/** A world in which a login goes well but for the circumstances. */
function world(replies: Replies = {}): World {
  const events: string[] = []
  const kept: Credential[] = []
  const all: Replies = {
    '/partners/.well-known/openid-configuration': () => answer(metadata),
    [authorize]: (sent) => {
      const form = new URLSearchParams(sent.body)
      const back = new URLSearchParams({
        code: 'CODE',
        sfdc_community_url: 'https://evil.example',
        state: form.get('state') ?? '',
      })
      const location = `${form.get('redirect_uri') ?? ''}?${back.toString()}`
      return answer('', { status: 302, headers: { location } })
    },
    [token]: () => answer(tokens),
    '/id/00D000000000001EAA/005000000000001AAA': () => answer({ username: 'ada@acme.example' }),
    ...replies,
  }
  const net = network((sent) => {
    const url = new URL(sent.url)
    events.push(`fetch ${url.pathname}`)
    const reply = all[url.pathname]
    if (reply === undefined) throw new AuthError('network_error', `nobody answers ${sent.url}`)
    return reply(sent)
  })
  const ports = {
    fetch: net.fetch,
    clock: clockAt(arrival),
    random: countingRandom(),
    prove: asItIs,
    keep: (credential: Credential) => {
      events.push('keep')
      kept.push(credential)
      return Promise.resolve()
    },
  }
  return {
    events,
    net,
    kept,
    run: (change = {}) => headlessLogin({ ...request, ...change }, ports, never),
  }
}

describe('a login without a browser', () => {
  test('gets a code for the credentials, exchanges it with its verifier at the site, keeps', async () => {
    const { run, net, events, kept } = world()
    const credential = await run()
    expect(events).toEqual([
      'fetch /partners/.well-known/openid-configuration',
      `fetch ${authorize}`,
      `fetch ${token}`,
      'fetch /id/00D000000000001EAA/005000000000001AAA',
      'keep',
    ])
    expect(fields(net.requests[1])).toEqual([
      ['response_type', 'code_credentials'],
      ['client_id', 'client-1'],
      ['redirect_uri', echo],
      ['code_challenge', s256(verifier)],
      ['code_challenge_method', 'S256'],
      ['state', state],
    ])
    expect([net.requests[2]?.url, fields(net.requests[2])]).toEqual([
      `${site}/services/oauth2/token`,
      [
        ['grant_type', 'authorization_code'],
        ['code', 'CODE'],
        ['redirect_uri', echo],
        ['code_verifier', verifier],
        ['client_id', 'client-1'],
      ],
    ])
    expect(kept).toEqual([credential])
    expect(plain(credential)).toMatchObject({
      profile: 'work',
      grant: 'code_credentials',
      server: { url: site, endpoints: { token: `${site}/services/oauth2/token` } },
      client: { id: 'client-1', authMethod: 'none' },
      identity: { username: 'ada@acme.example', userId: '005000000000001AAA' },
      tokens: { refreshToken: { secret: 'RT' }, instanceUrl: 'https://acme.my.salesforce.com' },
      condition: { kind: 'live' },
    })
  })

  test('a client with a secret shows it at the token endpoint only', async () => {
    const { run, net } = world()
    await run({ client: secretClient })
    expect(net.requests.map((sent) => (sent.body ?? '').includes('s3cret'))).toEqual([
      false,
      false,
      true,
      false,
    ])
  })

  test('a callback URL of the app takes the place of the echo endpoint', async () => {
    const { run, net } = world()
    await run({ redirectUri: 'https://app.acme.example/cb', scopes: ['api'] })
    const sent = net.requests.slice(1, 3).map((one) => new URLSearchParams(one.body))
    expect(sent.map((form) => form.get('redirect_uri'))).toEqual([
      'https://app.acme.example/cb',
      'https://app.acme.example/cb',
    ])
    expect(sent.map((form) => form.get('scope'))).toEqual(['api', null])
  })

  test('what the site refuses is exchanged for nothing', async () => {
    const { run, events } = world({ [authorize]: () => refusal('login_error') })
    expect(await codeOf(() => run())).toBe('access_denied')
    expect(events.at(-1)).toBe(`fetch ${authorize}`)
  })

  test('a dead code is not a wrong password', async () => {
    const { run, kept } = world({
      [token]: () => refusal('invalid_grant', 'expired authorization code'),
    })
    expect([await codeOf(() => run()), kept]).toEqual(['request_refused', []])
  })

  test('a host that is no site is sent nothing', async () => {
    const { run, events } = world()
    const target = { kind: 'salesforce', url: 'https://acme.my.salesforce.com' } as const
    expect([await codeOf(() => run({ target })), events]).toEqual(['usage', []])
  })
})

describe('a guest', () => {
  const proof = { kind: 'guest', uvid } as const
  const guestTokens = { access_token: 'a.b.c', token_type: 'Bearer', scope: 'api' }

  test('shows the visitor id with its prefix, then bare, and asks for a scope', async () => {
    const { run, net } = world({ [token]: () => answer(guestTokens) })
    const credential = await run({ proof })
    expect(net.requests.slice(1, 3).map(({ headers }) => headers)).toMatchObject([
      { 'auth-request-type': 'guest', 'uvid-hint': `UVID ${uvid}` },
      { 'auth-request-type': 'guest', 'uvid-hint': uvid },
    ])
    expect(new URLSearchParams(net.requests[1]?.body).get('scope')).toBe('api')
    expect(plain(credential)).toMatchObject({
      grant: 'code_credentials',
      identity: { subject: `uvid:${uvid}`, username: undefined },
      tokens: { refreshToken: undefined, scopes: ['api'] },
    })
  })

  test('is told when the site dislikes the visitor id at the second step', async () => {
    const { run } = world({ [token]: () => refusal('invalid_request', 'uvid invalid') })
    await expect(run({ proof })).rejects.toMatchObject({
      code: 'request_refused',
      hint: expect.stringMatching(/--uvid/),
    })
  })
})
