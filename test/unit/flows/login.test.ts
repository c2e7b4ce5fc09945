import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, fields, refusal } from '../../support/fakes.js'
import { secretClient } from '../../support/values.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'
import {
  arrival,
  idToken,
  metadata,
  nonce,
  state,
  verifier,
  world,
  type Circumstances,
} from './login-world.js'

const challenge = 'g77gcvvTQj90gfwWOCFjatjPtz-u8N0FgfOXnqDHMbk'

test('a login in its order: the listener is bound before the URL, the credential kept before success is told', async () => {
  const { run, events } = world()
  await run()
  expect(events).toEqual([
    'fetch /.well-known/openid-configuration',
    'listen',
    'visit',
    'wait',
    'fetch /token',
    'keep',
    'finish success',
    'dispose',
  ])
})

test('the URL carries state, nonce, challenge and the port that was really bound', async () => {
  const { run, visited, listened } = world()
  await run()
  const url =
    'https://idp.example/authorize?response_type=code&client_id=client-1' +
    '&redirect_uri=http%3A%2F%2F127.0.0.1%3A8123%2Fcallback&scope=openid+offline_access' +
    `&state=${state}&code_challenge=${challenge}&code_challenge_method=S256&nonce=${nonce}&prompt=consent`
  expect(visited).toEqual([[url, `http://127.0.0.1:8123/go?${url.length}`]])
  expect(listened).toEqual([
    { redirectUri: 'http://127.0.0.1:0/callback', otherPorts: [], answerIn: 'query', state },
  ])
})

test('the verifier leaves the process only for the token endpoint', async () => {
  const { run, visited, net } = world()
  await run()
  expect(JSON.stringify(visited)).not.toContain(verifier)
  expect(net.requests.filter(({ body }) => body?.includes(verifier)).map(({ url }) => url)).toEqual(
    ['https://idp.example/token'],
  )
  expect(fields(net.requests[1])).toEqual([
    ['grant_type', 'authorization_code'],
    ['code', 'the-code'],
    ['redirect_uri', 'http://127.0.0.1:8123/callback'],
    ['code_verifier', verifier],
    ['client_id', 'client-1'],
  ])
})

test('what a login gives is what is kept, whole', async () => {
  const id_token = await idToken()
  const tokens = {
    access_token: 'AT',
    token_type: 'Bearer',
    refresh_token: 'RT',
    expires_in: 3600,
    scope: 'openid',
    id_token,
  }
  const { run, kept, pages } = world({ tokens })
  const credential = await run()
  expect(kept).toEqual([credential])
  expect(plain(credential)).toEqual({
    profile: 'work',
    grant: 'authorization_code',
    server: {
      kind: 'openid',
      url: 'https://idp.example',
      issuer: 'https://idp.example',
      endpoints: {
        authorization: metadata.authorization_endpoint,
        token: metadata.token_endpoint,
        revocation: undefined,
        introspection: undefined,
        userinfo: undefined,
        jwks: metadata.jwks_uri,
        endSession: undefined,
      },
    },
    client: { id: 'client-1', secret: undefined, key: undefined, authMethod: 'none' },
    identity: {
      subject: 'user-1',
      username: 'ada@idp.example',
      userId: undefined,
      orgId: undefined,
    },
    tokens: {
      accessToken: { secret: 'AT' },
      tokenType: 'Bearer',
      refreshToken: { secret: 'RT' },
      idToken: { secret: id_token },
      scopes: ['openid'],
      issuedAt: arrival,
      expiry: { at: arrival + 3600, source: 'server' },
      instanceUrl: undefined,
      answer: { secret: JSON.stringify(tokens) },
    },
    condition: { kind: 'live' },
  })
  expect(pages).toEqual([
    {
      kind: 'success',
      profile: 'work',
      user: 'ada@idp.example',
      server: 'idp.example',
      orgId: undefined,
      scopes: ['openid'],
    },
  ])
})

describe('how the client proves itself', () => {
  test.each([
    ['by what the server lists first', undefined, 'client_id=client-1&client_secret=s3cret'],
    ['by what the person said', 'none' as const, 'client_id=client-1'],
  ])('%s', async (_how, authMethod, end) => {
    const listed = { ...metadata, token_endpoint_auth_methods_supported: ['client_secret_post'] }
    const { run, net } = world({
      replies: { '/.well-known/openid-configuration': () => answer(listed) },
    })
    await run({ client: { ...secretClient, authMethod } })
    expect(net.requests[1]?.body?.endsWith(`code_verifier=${verifier}&${end}`)).toBe(true)
  })
})

describe('what is asked for', () => {
  async function parameters(change: Parameters<ReturnType<typeof world>['run']>[0]) {
    const { run, visited } = world()
    await run(change)
    const { searchParams } = new URL(visited[0]![0])
    return ['scope', 'prompt', 'login_hint'].map((name) => searchParams.get(name))
  }

  test('the scopes of the person, and no consent without offline_access', async () => {
    expect(await parameters({ scopes: ['openid', 'email'], loginHint: 'ada' })).toEqual([
      'openid email',
      null,
      'ada',
    ])
  })

  test('the prompt of the person before the one that offline_access needs', async () => {
    expect(await parameters({ prompt: 'login' })).toEqual(['openid offline_access', 'login', null])
  })

  test('nothing, when the person wants no scope', async () => {
    expect(await parameters({ scopes: [] })).toEqual([null, null, null])
  })
})

describe('whatever goes wrong, the browser is told, nothing else is kept, and the listener is closed', () => {
  const failures: readonly (readonly [string, Circumstances, string])[] = [
    [
      'the person says no',
      { received: () => Promise.resolve({ error: 'access_denied', state }) },
      'access_denied',
    ],
    [
      'the answer comes from another server',
      { received: () => Promise.resolve({ code: 'c', iss: 'https://evil.test', state }) },
      'request_refused',
    ],
    ['no code comes', { received: () => Promise.resolve({ state }) }, 'bad_answer'],
    [
      'the listener breaks',
      { received: () => Promise.reject(new AuthError('port_in_use', 'gone')) },
      'port_in_use',
    ],
    [
      'the code is refused',
      { replies: { '/token': () => refusal('invalid_grant') } },
      'request_refused',
    ],
    [
      'the server is down',
      { replies: { '/token': () => answer('', { status: 503 }) } },
      'server_error',
    ],
    [
      'the server redirects',
      {
        replies: {
          '/token': () =>
            answer('', { status: 302, headers: { location: 'https://acme.example/' } }),
        },
      },
      'unexpected_redirect',
    ],
    [
      'the token is of another type',
      { tokens: { access_token: 'a', token_type: 'mac' } },
      'bad_answer',
    ],
    [
      'the id_token is nonsense',
      { tokens: { access_token: 'AT', token_type: 'Bearer', id_token: 'a.b.c' } },
      'token_invalid',
    ],
    [
      'the store is full',
      { keep: () => Promise.reject(new AuthError('store_unavailable', 'no space left')) },
      'store_unavailable',
    ],
    [
      'the URL cannot be shown',
      { onVisit: () => Promise.reject(new AuthError('output_failed', 'no')) },
      'output_failed',
    ],
  ]

  test.each(failures)('%s', async (_what, given, code) => {
    const { run, events, pages, kept } = world(given)
    expect(await codeOf(() => run())).toBe(code)
    expect([events.at(-2), events.at(-1), pages.length]).toEqual(['finish failure', 'dispose', 1])
    if (given.keep === undefined) expect(kept).toEqual([])
  })

  test('the page says what the terminal says', async () => {
    const { run, pages } = world({
      received: () =>
        Promise.resolve({ error: 'access_denied', error_description: 'no <b>thanks</b>' }),
    })
    await faultOf(() => run())
    expect(pages).toEqual([
      {
        kind: 'failure',
        title: 'Access was denied',
        message: 'idp.example refused: no <b>thanks</b>',
        hint: 'run the command again and approve, or ask an administrator for access',
      },
    ])
  })

  test('of a bug of ours the page tells nothing', async () => {
    const { run, pages } = world({ keep: () => Promise.reject(new TypeError('CANARY')) })
    await expect(run()).rejects.toThrow('CANARY')
    expect(pages).toEqual([
      {
        kind: 'failure',
        title: 'Login failed',
        message: 'something unexpected went wrong; the terminal says more',
        hint: undefined,
      },
    ])
  })
})

describe('metadata that cannot be trusted stops a login before anything is bound or opened', () => {
  test.each([
    ['another issuer', { ...metadata, issuer: 'https://evil.test' }, 'issuer_mismatch'],
    [
      'PKCE without S256',
      { ...metadata, code_challenge_methods_supported: ['plain'] },
      'bad_metadata',
    ],
    ['an endpoint on http', { ...metadata, jwks_uri: 'http://idp.example/jwks' }, 'bad_metadata'],
  ])('%s', async (_what, document, code) => {
    const { run, events } = world({
      replies: { '/.well-known/openid-configuration': () => answer(document) },
    })
    expect(await codeOf(() => run())).toBe(code)
    expect(events).toEqual(['fetch /.well-known/openid-configuration'])
  })

  test('metadata is looked for at the other place when the first has none', async () => {
    const { run, events } = world({
      replies: {
        '/.well-known/openid-configuration': () => answer('', { status: 404 }),
        '/.well-known/oauth-authorization-server': () => answer(metadata),
      },
    })
    await run()
    expect(events.slice(0, 3)).toEqual([
      'fetch /.well-known/openid-configuration',
      'fetch /.well-known/oauth-authorization-server',
      'listen',
    ])
  })

  test('but not when the first is wrong', async () => {
    const { run, events } = world({
      replies: { '/.well-known/openid-configuration': () => answer('<html>') },
    })
    expect(await codeOf(() => run())).toBe('bad_metadata')
    expect(events).toHaveLength(1)
  })
})

describe('waiting for the person', () => {
  /** Waits as the real listener does: until its signal fires. */
  function untilAborted(signal: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
    })
  }

  test('ends when the time is over, and says how to wait longer', async () => {
    const { run, clock, pages, events } = world({ received: untilAborted })
    const login = faultOf(() => run({ timeoutMs: 90_000 }))
    await expect.poll(() => clock.sleepers).toEqual([90_000])
    clock.wake()
    const fault = await login
    expect([fault.code, fault.exitStatus, fault.message, fault.hint]).toEqual([
      'login_timed_out',
      10,
      'nobody logged in within 90 s',
      'run the command again; --login-timeout SECONDS waits longer',
    ])
    expect([pages[0]?.kind, events.at(-1)]).toEqual(['failure', 'dispose'])
  })

  test('ends with the reason when the person gives up', async () => {
    const controller = new AbortController()
    const reason = new AuthError('interrupted', 'interrupted')
    const { run, events } = world({ received: untilAborted })
    const login = faultOf(() => run({}, controller.signal))
    await expect.poll(() => events).toContain('wait')
    controller.abort(reason)
    expect(await login).toBe(reason)
    expect(events.slice(-2)).toEqual(['finish failure', 'dispose'])
  })

  test('leaves no sleeper behind when the person was quick', async () => {
    const { run, clock } = world()
    const cut: string[] = []
    const { sleep } = clock
    Object.assign(clock, {
      sleep: (ms: number, signal?: AbortSignal) => {
        signal?.addEventListener('abort', () => cut.push('cut'))
        return sleep(ms, signal)
      },
    })
    await run()
    expect(cut).toEqual(['cut'])
  })
})

describe('an id_token', () => {
  test.each([
    ['another nonce', { nonce: 'other' }],
    ['another audience', { aud: 'client-2' }],
    ['another issuer', { iss: 'https://evil.test' }],
    ['no nonce', { nonce: undefined }],
  ])('with %s fails the login, and nothing is kept', async (_what, change) => {
    const id_token = await idToken(change)
    const { run, kept } = world({ tokens: { access_token: 'AT', token_type: 'Bearer', id_token } })
    expect(await codeOf(() => run())).toBe('token_invalid')
    expect(kept).toEqual([])
  })

  test('of a server that publishes no keys fails the login', async () => {
    const id_token = await idToken()
    const { run } = world({
      tokens: { access_token: 'AT', token_type: 'Bearer', id_token },
      replies: {
        '/.well-known/openid-configuration': () => answer({ ...metadata, jwks_uri: undefined }),
      },
    })
    const fault = await faultOf(() => run())
    expect([fault.code, fault.message]).toEqual([
      'bad_metadata',
      'idp.example publishes no keys for its id_token',
    ])
  })

  test('is judged alone: odd members beside it are read as if it were not there', async () => {
    const odd = { expires_in: '1h', refresh_token: '', access_token: 'AT', token_type: 'Bearer' }
    const { run } = world({ tokens: { ...odd, id_token: await idToken() } })
    const { tokens } = await run()
    expect([tokens.expiry, tokens.refreshToken, tokens.idToken === undefined]).toEqual([
      undefined,
      undefined,
      false,
    ])
  })

  test('that is absent is not asked for', async () => {
    const { run, events } = world()
    await run()
    expect(events).not.toContain('fetch /jwks')
  })
})

describe('at Salesforce', () => {
  const host = 'https://acme.my.salesforce.com'
  const path = '/services/oauth2'
  const document = {
    issuer: host,
    authorization_endpoint: `${host}${path}/authorize`,
    token_endpoint: `${host}${path}/token`,
    introspection_endpoint: `${host}${path}/introspect`,
    jwks_uri: `${host}/id/keys`,
    scopes_supported: ['openid', 'offline_access'],
  }
  const user = '/id/00D000000000001EAA/005000000000001AAA'
  const tokens = {
    access_token: '00D!AQ',
    token_type: 'Bearer',
    instance_url: host,
    id: `https://login.salesforce.com${user}`,
    issued_at: '1699999999000',
  }

  function org(replies: Circumstances['replies'] = {}, given = tokens) {
    return world({
      replies: {
        '/.well-known/openid-configuration': () => answer(document),
        [`${path}/token`]: () => answer(given),
        [user]: () => answer({ username: 'ada@acme.example' }),
        [`${path}/introspect`]: () => answer({ active: true, exp: arrival + 7200 }),
        ...replies,
      },
    })
  }

  const change = {
    target: { kind: 'salesforce', url: host },
    provider: salesforceProvider,
    redirectUri: 'http://localhost:1717/OauthRedirect',
  } as const

  test('no scope and no prompt are sent, and the user is asked for at the instance', async () => {
    const { run, visited, net } = org()
    const credential = await run(change)
    const { searchParams } = new URL(visited[0]![0])
    expect([searchParams.get('scope'), searchParams.get('prompt')]).toEqual([null, null])
    expect(net.requests.at(-1)).toEqual({
      method: 'GET',
      url: `${host}${user}`,
      headers: { accept: 'application/json', authorization: 'Bearer 00D!AQ' },
      body: undefined,
    })
    expect([credential.identity, credential.tokens.issuedAt]).toEqual([
      {
        subject: `https://login.salesforce.com${user}`,
        username: 'ada@acme.example',
        userId: '005000000000001AAA',
        orgId: '00D000000000001EAA',
      },
      1_699_999_999,
    ])
  })

  test.each([
    ['refuses', () => answer('Bad_OAuth_Token', { status: 403 })],
    ['is down', () => answer('', { status: 503 })],
    [
      'cannot be reached',
      () => {
        throw new AuthError('network_error', 'no route')
      },
    ],
  ])('an identity URL that %s does not fail a login', async (_what, reply) => {
    const { run, kept } = org({ [user]: reply })
    expect((await run(change)).identity.username).toBe(undefined)
    expect(kept).toHaveLength(1)
  })

  test('the end of the token is learnt by introspection where the client may ask', async () => {
    const client = { ...secretClient, authMethod: undefined }
    const { run, kept } = org()
    expect((await run({ ...change, client })).tokens.expiry).toEqual({
      at: arrival + 7200,
      source: 'introspection',
    })
    expect(kept[0]?.client.authMethod).toBe('post')
  })

  test.each(['https://evil.test', 'http://acme.my.salesforce.com', `https://a@b.salesforce.com`])(
    'instance_url %s fails the login before anything is kept or called',
    async (instance_url) => {
      const { run, kept, events } = org({}, { ...tokens, instance_url })
      expect(await codeOf(() => run(change))).toBe('untrusted_host')
      expect([kept, events.filter((event) => event.startsWith('fetch')).length]).toEqual([[], 2])
    },
  )

  test('an endpoint on a strange host stops it before anything is opened', async () => {
    const evil = { ...document, token_endpoint: 'https://acme.my.salesforce.com.evil.test/token' }
    const { run, events } = org({ '/.well-known/openid-configuration': () => answer(evil) })
    expect(await codeOf(() => run(change))).toBe('untrusted_host')
    expect(events).toEqual(['fetch /.well-known/openid-configuration'])
  })

  test('a token endpoint that redirects names the host to use', async () => {
    const headers = { location: `https://acme--uat.sandbox.my.salesforce.com${path}/token` }
    const { run } = org({ [`${path}/token`]: () => answer('', { status: 302, headers }) })
    const fault = await faultOf(() => run(change))
    expect([fault.code, fault.hint]).toEqual([
      'unexpected_redirect',
      'log in to that host instead: oauthctl login https://acme--uat.sandbox.my.salesforce.com',
    ])
  })
})
