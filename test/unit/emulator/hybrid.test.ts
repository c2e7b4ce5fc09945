import { describe, expect, test } from 'vitest'
import {
  authorizeUrl,
  callback,
  codeOf,
  credentials,
  login,
  refresh,
  tokenCall,
  type Answer,
  type Params,
} from './support/client.js'
import { fragmentAt } from './support/fragment.js'
import { sharedOrg } from './support/shared-org.js'

const everything = 'web api refresh_token lightning visualforce content'.split(' ')

const app = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  redirect_uris: [callback, 'myapp://done'],
  scopes: everything,
  ...more,
})

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      app('hybrid'),
      app('no-web', { scopes: ['api', 'refresh_token'] }),
      app('full', { scopes: ['full', 'refresh_token'] }),
      app('jwt-hybrid', { jwt_access_tokens: { enabled: true } }),
      app('both', { jwt_access_tokens: { enabled: true }, refresh_token_rotation: true }),
      app('rotating-hybrid', { refresh_token_rotation: true }),
    ],
  },
})

async function redeem(name: string, more: Params = {}): Promise<Answer> {
  const code = await codeOf(org.hosts.login, org.app(name), more)
  return tokenCall(org.hosts.login, { ...code, grant_type: 'hybrid_auth_code' })
}

function hybridRefresh(name: string, token: string): Promise<Answer> {
  return tokenCall(org.hosts.login, {
    grant_type: 'hybrid_refresh',
    refresh_token: token,
    ...credentials(org.app(name)),
  })
}

/** Who is logged in for a web view that has a session id in the cookie the answer names. */
async function inWebView(sid: string): Promise<boolean> {
  const page = await fetch(`${org.hosts.my_domain}/lightning/page/home`, {
    headers: { cookie: `sid_my_domain=${sid}` },
  })
  return (await page.text()).includes(org.user(0).username)
}

const web = ['sidCookieName', 'cookie-sid_Client', 'cookie-clientSrc']
const lightning = ['lightning_sid', 'lightning_domain', 'csrf_token']
const visualforce = ['visualforce_sid', 'visualforce_domain']
const content = ['content_sid', 'content_domain']
const ordinary = [
  'access_token',
  'refresh_token',
  'signature',
  'token_format',
  'scope',
  'instance_url',
  'id',
  'token_type',
  'issued_at',
]

describe('hybrid_auth_code', () => {
  test.each([
    ['web', web],
    ['web lightning', [...web, ...lightning]],
    ['web visualforce', [...web, ...visualforce]],
    ['web content', [...web, ...content]],
    ['web lightning visualforce content', [...web, ...lightning, ...visualforce, ...content]],
  ])('adds to the ordinary answer what the scope brings: %s', async (scope, added) => {
    const { status, body } = await redeem('hybrid', { scope: `${scope} refresh_token` })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([...ordinary, ...added])
  })

  test('names hosts without a scheme, and the cookie of the instance', async () => {
    const { body } = await redeem('hybrid')
    const host = new URL(org.hosts.my_domain).host
    expect(body).toMatchObject({
      sidCookieName: 'sid_my_domain',
      lightning_domain: host,
      visualforce_domain: host,
      content_domain: host,
    })
  })

  test('gives all of it for the scope full', async () => {
    const { body } = await redeem('full')
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining([...web, ...lightning, ...visualforce, ...content]),
    )
  })

  test('gives sessions that open a page, and that end with the login', async () => {
    const { body } = await redeem('hybrid')
    const sids = ['access_token', 'lightning_sid', 'visualforce_sid', 'content_sid'] as const
    for (const name of sids) expect(await inWebView(body[name]!)).toBe(true)
    const revoked = await fetch(`${org.hosts.login}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: body['refresh_token']! }),
    })
    expect(revoked.status).toBe(200)
    for (const name of sids) expect(await inWebView(body[name]!)).toBe(false)
  })

  test('gives sessions that end when the access token expires', async () => {
    const { body } = await redeem('hybrid')
    await org.control('expire')
    expect(await inWebView(body['lightning_sid']!)).toBe(false)
  })

  test('shows in the ledger as one access token and one refresh token', async () => {
    await redeem('hybrid')
    const { tokens } = await org.ledger()
    expect(tokens.map(({ kind }) => kind).sort()).toEqual(['access', 'refresh'])
  })

  test('gives an app with JWT access tokens a session id beside them', async () => {
    const { body } = await redeem('jwt-hybrid')
    expect(await inWebView(body['access_token']!)).toBe(false)
    expect(await inWebView(body['parent_sid']!)).toBe(true)
  })

  test('is refused without the scope web, and leaves the code as it was', async () => {
    const code = await codeOf(org.hosts.login, org.app('no-web'))
    expect(
      await tokenCall(org.hosts.login, { ...code, grant_type: 'hybrid_auth_code' }),
    ).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'no valid scopes defined' },
    })
    expect((await tokenCall(org.hosts.login, code)).status).toBe(200)
  })

  test('is refused to an app with rotation and JWT access tokens', async () => {
    expect(await redeem('both')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('redeems a code once, as the ordinary grant does', async () => {
    const code = await codeOf(org.hosts.login, org.app('hybrid'))
    const hybrid = { ...code, grant_type: 'hybrid_auth_code' }
    const answers = await Promise.all([
      tokenCall(org.hosts.login, hybrid),
      tokenCall(org.hosts.login, code),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })
})

describe('hybrid_refresh', () => {
  test('opens new sessions each time, while the older ones go on', async () => {
    const { body: first } = await redeem('hybrid')
    const second = await hybridRefresh('hybrid', first['refresh_token']!)
    expect(second.status).toBe(200)
    expect(Object.keys(second.body)).toEqual([
      ...ordinary.filter((name) => name !== 'refresh_token'),
      ...web,
      ...lightning,
      ...visualforce,
      ...content,
    ])
    expect(second.body['lightning_sid']).not.toBe(first['lightning_sid'])
    expect(second.body['csrf_token']).not.toBe(first['csrf_token'])
    expect(await inWebView(first['lightning_sid']!)).toBe(true)
    expect(await inWebView(second.body['lightning_sid']!)).toBe(true)
  })

  test('rotates where the app wants it', async () => {
    const { body: first } = await redeem('rotating-hybrid')
    const { body } = await hybridRefresh('rotating-hybrid', first['refresh_token']!)
    expect(body['refresh_token']).toMatch(/^5Aep861/)
    const again = await hybridRefresh('rotating-hybrid', first['refresh_token']!)
    expect(again).toMatchObject({
      status: 400,
      body: { error_description: 'expired access/refresh token' },
    })
  })

  test('is refused without the scope web, and the token goes on working', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('no-web'))
    expect(await hybridRefresh('no-web', refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'no valid scopes defined' },
    })
    expect((await refresh(org.hosts.login, org.app('no-web'), refresh_token)).status).toBe(200)
  })

  test('takes no scope', async () => {
    const { body } = await redeem('hybrid')
    const answer = await tokenCall(org.hosts.login, {
      grant_type: 'hybrid_refresh',
      refresh_token: body['refresh_token'],
      scope: 'web',
      ...credentials(org.app('hybrid')),
    })
    expect(answer.body['error_description']).toBe('scope parameter not supported')
  })
})

describe('hybrid_token', () => {
  const asked = (name: string, more: Params = {}): string =>
    authorizeUrl(org.hosts.login, org.app(name), { response_type: 'hybrid_token', ...more })

  test('answers as the user-agent flow does, and adds the sessions at the end', async () => {
    const { members } = await fragmentAt(asked('hybrid', { redirect_uri: 'myapp://done' }))
    expect(Object.keys(members)).toEqual([
      'access_token',
      'instance_url',
      'id',
      'issued_at',
      'signature',
      'scope',
      'token_type',
      'refresh_token',
      'state',
      ...web,
      ...lightning,
      ...visualforce,
      ...content,
    ])
    expect(await inWebView(members['lightning_sid']!)).toBe(true)
    expect((await hybridRefresh('hybrid', members['refresh_token']!)).status).toBe(200)
  })

  test('needs the scope web', async () => {
    expect((await fragmentAt(asked('no-web'))).members).toEqual({
      error: 'invalid_scope',
      error_description: 'hybrid app flows need the scope web',
      state: 'a state',
    })
  })
})
