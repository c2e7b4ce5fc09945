import { describe, expect, test } from 'vitest'
import { startOrg } from '../../../src/emulator/index.js'
import { accepts, get, params, pkce, redirectOf, type Tokens } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: { org: { initial_access_tokens: ['of-the-org', { token: 'of-web', app: 'web' }] } },
})
const initialToken = 'of-web'
const redirectUri = 'http://127.0.0.1:4567/cb'

interface Registered {
  readonly client_id: string
  readonly client_secret: string
  readonly registration_access_token: string
  readonly registration_client_uri: string
  readonly client_id_issued_at: number
}

function send(body: unknown, token?: string, host = org.hosts.my_domain): Promise<Response> {
  return fetch(`${host}/services/oauth2/register`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function registered(more: Record<string, unknown> = {}): Promise<Registered> {
  const answer = await send({ redirect_uris: [redirectUri], ...more }, initialToken)
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as Registered
}

/** Calls a registration with the token that opens it. */
function manage(app: Registered, method: string, body?: unknown): Promise<Response> {
  return fetch(app.registration_client_uri, {
    method,
    headers: { authorization: `Bearer ${app.registration_access_token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function loginTo(app: Registered, redirect = redirectUri): Promise<Tokens> {
  const { verifier, challenge } = pkce()
  const host = org.hosts.my_domain
  const query = params({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirect,
    code_challenge: challenge,
  })
  const code = await redirectOf(`${host}/services/oauth2/authorize?${query.toString()}`)
  const answer = await fetch(`${host}/services/oauth2/token`, {
    method: 'POST',
    body: params({
      grant_type: 'authorization_code',
      code: code.get('code')!,
      redirect_uri: redirect,
      code_verifier: verifier,
      client_id: app.client_id,
      client_secret: app.client_secret,
    }),
  })
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Tokens
}

async function refreshed(app: Registered, tokens: Tokens): Promise<number> {
  const answer = await fetch(`${org.hosts.my_domain}/services/oauth2/token`, {
    method: 'POST',
    body: params({
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: app.client_id,
      client_secret: app.client_secret,
    }),
  })
  return answer.status
}

async function active(
  asking: { readonly client_id: string; readonly client_secret?: string },
  token: string,
): Promise<unknown> {
  const answer = await fetch(`${org.hosts.my_domain}/services/oauth2/introspect`, {
    method: 'POST',
    body: params({
      token,
      client_id: asking.client_id,
      client_secret: asking.client_secret,
    }),
  })
  return ((await answer.json()) as Record<string, unknown>)['active']
}

const invalidToken = { error: 'invalid_token', error_description: 'invalid token' }

describe('registration', () => {
  test.each(['my_domain', 'login', 'sandbox', 'site'] as const)(
    'at %s answers the members of Salesforce in its order, and grants hybrid_auth_code too',
    async (role) => {
      const before = Math.floor(Date.now() / 1000)
      const host = org.hosts[role]
      const answer = await send(
        {
          redirect_uris: ['https://app.example/cb', 'myapp://cb', redirectUri],
          response_types: ['code', 'token', 'id_token'],
          grant_types: ['authorization_code', 'implicit', 'refresh_token'],
          application_type: 'web',
          contacts: ['ada@app.example'],
          client_name: 'My app',
        },
        initialToken,
        host,
      )
      expect([answer.status, answer.headers.get('expires')]).toEqual([
        201,
        'Thu, 01 Jan 1970 00:00:00 GMT',
      ])
      const members = (await answer.json()) as Registered
      expect(Object.keys(members)).toEqual(
        `client_id client_secret registration_access_token registration_client_uri client_id_issued_at
client_secret_expires_at token_endpoint_auth_method redirect_uris response_types grant_types contacts client_name
scopes`.split(/\s+/),
      )
      expect(members).toEqual({
        client_id: expect.stringMatching(/^3MVG9[\w.]{80}$/),
        client_secret: expect.stringMatching(/^[0-9A-F]{64}$/),
        registration_access_token: expect.stringMatching(/^[\w-]{43}$/),
        registration_client_uri: `${host}/services/oauth2/register/${members.client_id}`,
        client_id_issued_at: expect.any(Number),
        client_secret_expires_at: 0,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: ['https://app.example/cb', 'myapp://cb', redirectUri],
        response_types: ['code', 'token', 'id_token'],
        grant_types: ['authorization_code', 'implicit', 'refresh_token', 'hybrid_auth_code'],
        contacts: ['ada@app.example'],
        client_name: 'My app',
        scopes: ['openid', 'refresh_token', 'id', 'api'],
      })
      expect(members.client_id_issued_at).toBeGreaterThanOrEqual(before)
      expect(members.client_id_issued_at).toBeLessThanOrEqual(Math.floor(Date.now() / 1000))
    },
  )

  test('fills in what the RFC says when a client says nothing but where it is', async () => {
    expect(await registered({ contacts: null, unknown_member: 1 })).toMatchObject({
      response_types: ['code'],
      grant_types: ['authorization_code', 'hybrid_auth_code'],
      contacts: [],
    })
  })

  test.each([undefined, 'wrong', 'of-the'])(
    'with the token %s is refused with 401',
    async (token) => {
      const answer = await send({ redirect_uris: [redirectUri] }, token)
      expect([answer.status, await answer.json()]).toEqual([401, invalidToken])
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    },
  )

  test('by GET is refused, and says what is not', async () => {
    const answer = await get(`${org.hosts.my_domain}/services/oauth2/register`, initialToken)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test.each<[string, unknown]>([
    ['the body is not a JSON object', 'redirect_uris=x'],
    ['the body is not a JSON object', []],
    ['redirect_uris is missing or empty', {}],
    ['redirect_uris is missing or empty', { redirect_uris: [] }],
    ['redirect_uris is not an array', { redirect_uris: 'https://app.example/cb' }],
    ['redirect_uris[0] is not an absolute URL', { redirect_uris: ['/cb'] }],
    [
      'redirect_uris[0] is http on a host that is not loopback',
      { redirect_uris: ['http://app.example/cb'] },
    ],
    ['redirect_uris[0] has a fragment', { redirect_uris: ['https://app.example/cb#x'] }],
    [
      'redirect_uris[1] is not https, loopback or a scheme of an app',
      { redirect_uris: [redirectUri, 'javascript:alert(1)'] },
    ],
    [
      'redirect_uris is longer than 2000 characters in all',
      { redirect_uris: ['a', 'b'].map((name) => `https://${name}.example/${'x'.repeat(990)}`) },
    ],
    [
      'grant_types[0] is none of authorization_code, implicit, refresh_token, hybrid_auth_code',
      { redirect_uris: [redirectUri], grant_types: ['password'] },
    ],
    [
      'response_types[0] is none of code, token, id_token, token id_token, id_token token',
      { redirect_uris: [redirectUri], response_types: ['cookie'] },
    ],
    [
      'response_types[1] needs implicit in grant_types',
      { redirect_uris: [redirectUri], response_types: ['code', 'token'] },
    ],
    ['contacts[0] is not a text', { redirect_uris: [redirectUri], contacts: [7] }],
    ['client_name is not a text', { redirect_uris: [redirectUri], client_name: '' }],
  ])('fails when %s', async (description, body) => {
    const answer = await send(body, initialToken)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'failed_registration', error_description: description },
    ])
  })

  test('takes 2,000 characters of redirect URIs and not one more', async () => {
    const uri = (length: number): string => `https://app.example/${'x'.repeat(length - 20)}`
    expect((await send({ redirect_uris: [uri(2000)] }, initialToken)).status).toBe(201)
    expect((await send({ redirect_uris: [uri(2001)] }, initialToken)).status).toBe(400)
  })

  test('has a limit, and a deleted app makes room', async () => {
    const apps = await Promise.all(Array.from({ length: 100 }, () => registered()))
    const answer = await send({ redirect_uris: [redirectUri] }, initialToken)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: 'exceeded_registration_limit',
        error_description: 'no more than 100 apps can register',
      },
    ])
    await manage(apps[0]!, 'DELETE')
    expect((await send({ redirect_uris: [redirectUri] }, initialToken)).status).toBe(201)
  })

  test('is refused everything while the org has no initial access token', async () => {
    await using bare = await startOrg()
    const answer = await send({ redirect_uris: [redirectUri] }, 'undefined', bare.ready.hosts.login)
    expect(answer.status).toBe(401)
  })
})

describe('a registered app', () => {
  test('logs people in, refreshes and sees its own tokens', async () => {
    const app = await registered()
    const tokens = await loginTo(app)
    expect(tokens['scope']).toBe('id api openid refresh_token')
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(true)
    expect(await refreshed(app, tokens)).toBe(200)
    expect(await active(app, tokens.access_token)).toBe(true)
  })

  test('is seen by the app whose initial access token it used, and by no other', async () => {
    const app = await registered()
    const tokens = await loginTo(app)
    expect(await active(org.app('web'), tokens.access_token)).toBe(true)
    expect(await active(org.app('web'), tokens.refresh_token)).toBe(true)
    expect(await active(org.app('rotating'), tokens.access_token)).toBe(false)
    expect(await active(await registered(), tokens.access_token)).toBe(false)
  })

  test('registered with a token of the org is seen by itself alone', async () => {
    const answer = await send({ redirect_uris: [redirectUri] }, 'of-the-org')
    const app = (await answer.json()) as Registered
    const { access_token: token } = await loginTo(app)
    expect([await active(app, token), await active(org.app('web'), token)]).toEqual([true, false])
  })

  test('may send people back only to where it said', async () => {
    const app = await registered()
    await expect(loginTo(app, 'http://127.0.0.1:4568/cb')).rejects.toThrow('redirect_uri_mismatch')
  })

  test('is forgotten by a reset', async () => {
    const app = await registered()
    await org.control('reset')
    expect((await manage(app, 'GET')).status).toBe(401)
    await expect(loginTo(app)).rejects.toThrow('invalid_client_id')
  })
})

describe('the registration of an app', () => {
  test('is shown to who holds its token', async () => {
    const app = await registered({ client_name: 'My app' })
    const answer = await manage(app, 'GET')
    expect([answer.status, await answer.json()]).toEqual([200, app])
  })

  test('is closed to everybody else', async () => {
    const app = await registered()
    const other = await registered()
    for (const token of [undefined, initialToken, other.registration_access_token]) {
      const answer = await get(app.registration_client_uri, token)
      expect([answer.status, await answer.json()]).toEqual([401, invalidToken])
    }
    const unknown = await get(
      `${org.hosts.my_domain}/services/oauth2/register/nobody`,
      app.registration_access_token,
    )
    expect([unknown.status, await unknown.json()]).toEqual([401, invalidToken])
  })

  test('is replaced whole by an update, and the tokens of the app live on', async () => {
    const app = await registered({ client_name: 'Old', contacts: ['a@app.example'] })
    const tokens = await loginTo(app)
    const moved = 'https://app.example/new'
    const answer = await manage(app, 'PUT', {
      client_id: app.client_id,
      client_secret: app.client_secret,
      redirect_uris: [moved],
      client_name: 'New',
    })
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ...app, redirect_uris: [moved], client_name: 'New', contacts: [] },
    ])
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(true)
    expect(await refreshed(app, tokens)).toBe(200)
    expect(await loginTo(app, moved)).toHaveProperty('access_token')
    await expect(loginTo(app)).rejects.toThrow('redirect_uri_mismatch')
  })

  test.each<[string, (app: Registered) => unknown]>([
    [
      'client_id is not that of the registration',
      () => ({ redirect_uris: [redirectUri], client_id: 'other' }),
    ],
    ['client_id is not that of the registration', () => ({ redirect_uris: [redirectUri] })],
    [
      'client_secret is not that of the registration',
      (app) => ({ redirect_uris: [redirectUri], client_id: app.client_id, client_secret: 'mine' }),
    ],
    ["registration_access_token is not the client's to set", (app) => app],
    ['redirect_uris is missing or empty', (app) => ({ client_id: app.client_id })],
    ['the body is not a JSON object', () => 'text'],
  ])('is not updated when %s', async (description, body) => {
    const app = await registered()
    const answer = await manage(app, 'PUT', body(app))
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'failed_registration', error_description: description },
    ])
    expect(await (await manage(app, 'GET')).json()).toEqual(app)
  })

  test('ends with a delete, and with it the app and all its tokens, but no other', async () => {
    const app = await registered()
    const other = await registered()
    const tokens = await loginTo(app)
    const othersTokens = await loginTo(other)
    const answer = await manage(app, 'DELETE')
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
    expect(await refreshed(app, tokens)).toBe(400)
    expect((await manage(app, 'GET')).status).toBe(401)
    expect(await accepts(org.hosts.my_domain, othersTokens.access_token)).toBe(true)
  })

  test('takes no other method', async () => {
    const answer = await manage(await registered(), 'PATCH', {})
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PUT, DELETE'])
  })
})

describe('an initial access token in a configuration', () => {
  test('is a text, or has one as its token', async () => {
    await expect(
      startOrg({ config: { org: { initial_access_tokens: ['x', { app: 'web' }] } } }),
    ).rejects.toMatchObject({
      code: 'bad_config',
      message: 'org.initial_access_tokens[1].token is missing',
    })
  })

  test('that was generated for an app names one that exists', async () => {
    await expect(
      startOrg({ config: { org: { initial_access_tokens: [{ token: 'x', app: 'nobody' }] } } }),
    ).rejects.toMatchObject({
      code: 'bad_config',
      message: 'org.initial_access_tokens[0].app is not an app: nobody',
    })
  })
})
