import { createHash, createHmac } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { accepts, authorizeUrl, callback, refresh, type Params } from './support/client.js'
import { fragmentAt, fragmentOf } from './support/fragment.js'
import { sharedOrg } from './support/shared-org.js'

const custom = 'myapp://oauth/done'

const apps = [
  { name: 'native', redirect_uris: [callback, custom], client_secret: 'known' },
  { name: 'blocked', redirect_uris: [callback], blocked: true },
  { name: 'approved', redirect_uris: [callback], permitted_users: 'admin_approved' },
  { name: 'narrow', redirect_uris: [callback, custom], scopes: ['api', 'refresh_token'] },
  {
    name: 'closed',
    redirect_uris: [callback],
    permitted_users: 'admin_approved',
    preauthorized: ['user@acme.example'],
  },
]
const org = sharedOrg({ autoApprove: true, config: { apps } })
const pages = sharedOrg({ config: { apps } })
const blocking = sharedOrg({
  autoApprove: true,
  config: { org: { blocked_flows: ['user_agent'] } },
})

function asked(more: Params = {}, name = 'legacy', host = org.hosts.login): string {
  return authorizeUrl(host, org.app(name), { response_type: 'token', ...more })
}

describe('the user-agent flow', () => {
  test('answers in the fragment, in the documented order and percent-encoded', async () => {
    const answer = await fetch(asked({ state: 'a b&c=#%' }), { redirect: 'manual' })
    const location = answer.headers.get('location')!
    expect(location).toMatch(/^http:\/\/localhost:1717\/OauthRedirect#access_token=00D\w{12}%21AQ/)
    expect(location).toContain('&instance_url=http%3A%2F%2F127.0.0.1%3A')
    expect(location).toContain('&state=a%20b%26c%3D%23%25')
    const { members } = fragmentOf(location)
    expect(Object.keys(members)).toEqual([
      'access_token',
      'instance_url',
      'id',
      'issued_at',
      'signature',
      'scope',
      'token_type',
      'state',
    ])
    expect(members['token_type']).toBe('Bearer')
    expect(await accepts(org.hosts.my_domain, members['access_token']!)).toBe(true)
  })

  test('signs identity and time with the secret, which the app may not even know', async () => {
    const { members } = await fragmentAt(asked({}, 'native'))
    expect(members['signature']).toBe(
      createHmac('sha256', 'known')
        .update(members['id']! + members['issued_at']!)
        .digest('base64'),
    )
  })

  test('names the site when a customer logs in there', async () => {
    const { members } = await fragmentAt(asked({}, 'legacy', org.hosts.site))
    expect(Object.keys(members).slice(-3)).toEqual([
      'state',
      'sfdc_community_url',
      'sfdc_community_id',
    ])
    expect(members['instance_url']).toBe(org.hosts.site)
  })

  test('needs no PKCE, also where the code flow does', async () => {
    const { members } = await fragmentAt(asked({}, 'web'))
    expect(members).toHaveProperty('access_token')
  })
})

describe('a refresh token in the fragment', () => {
  test('comes to an app with a scheme of its own, and works', async () => {
    const { uri, members } = await fragmentAt(asked({ redirect_uri: custom }, 'native'))
    expect(uri).toBe(custom)
    const answer = await refresh(org.hosts.login, org.app('native'), members['refresh_token']!)
    expect(answer.status).toBe(200)
  })

  test.each(['my_domain', 'login', 'sandbox', 'site'] as const)(
    'comes to the landing page of the %s host',
    async (role) => {
      const redirectUri = `${org.hosts[role]}/services/oauth2/success`
      const { uri, members } = await fragmentAt(asked({ redirect_uri: redirectUri }))
      expect(uri).toBe(redirectUri)
      expect(members['refresh_token']).toMatch(/^5Aep861/)
    },
  )

  test('never comes to a web page, nor without its scope', async () => {
    expect((await fragmentAt(asked())).members).not.toHaveProperty('refresh_token')
    const { members } = await fragmentAt(asked({ redirect_uri: custom, scope: 'api' }, 'native'))
    expect(members).not.toHaveProperty('refresh_token')
  })
})

describe('token id_token', () => {
  const both = { response_type: 'token id_token', nonce: 'n-1' }

  test.each(['token id_token', 'id_token token'])(
    'brings an ID token with the nonce and the hash of the access token: %s',
    async (responseType) => {
      const { members } = await fragmentAt(asked({ ...both, response_type: responseType }))
      const keys = createRemoteJWKSet(new URL(`${org.hosts.login}/id/keys`))
      const { payload } = await jwtVerify(members['id_token']!, keys, {
        issuer: org.hosts.login,
        audience: org.app('legacy').client_id,
      })
      const hash = createHash('sha256').update(members['access_token']!).digest()
      expect(payload).toMatchObject({
        nonce: 'n-1',
        at_hash: hash.subarray(0, 16).toString('base64url'),
      })
    },
  )

  test('stands behind the token, before the state', async () => {
    expect(Object.keys((await fragmentAt(asked(both))).members)).toEqual([
      'access_token',
      'instance_url',
      'id',
      'issued_at',
      'signature',
      'scope',
      'token_type',
      'id_token',
      'state',
    ])
  })

  test('is not there when only a token was asked for', async () => {
    expect((await fragmentAt(asked({ nonce: 'n-1' }))).members).not.toHaveProperty('id_token')
  })
})

describe('an error of the user-agent flow', () => {
  test.each<[string, string, Params, Record<string, string>]>([
    [
      'an ID token is asked for without a nonce',
      'legacy',
      { response_type: 'token id_token' },
      { error: 'invalid_request', error_description: 'nonce is missing' },
    ],
    [
      'an ID token is asked for without openid',
      'narrow',
      { response_type: 'token id_token', nonce: 'n' },
      { error: 'invalid_scope', error_description: 'an id_token needs the scope openid' },
    ],
    [
      'the app has not the scope',
      'narrow',
      { scope: 'web' },
      {
        error: 'invalid_scope',
        error_description: 'the requested scope is invalid, unknown, or malformed',
      },
    ],
    [
      'the app is blocked',
      'blocked',
      {},
      { error: 'OAUTH_APP_BLOCKED', error_description: 'this app is blocked by admin' },
    ],
    [
      'a blocked app asks for hybrid tokens',
      'blocked',
      { response_type: 'hybrid_token' },
      { error: 'OAUTH_APP_BLOCKED', error_description: 'this app is blocked by admin' },
    ],
    [
      'the policy of the app does not admit the user',
      'closed',
      {},
      {
        error: 'OAUTH_APP_ACCESS_DENIED',
        error_description: 'user is not admin approved to access this app',
      },
    ],
    [
      'the policy does not admit the user to hybrid tokens',
      'closed',
      { response_type: 'hybrid_token' },
      {
        error: 'OAUTH_APP_ACCESS_DENIED',
        error_description: 'user is not admin approved to access this app',
      },
    ],
  ])('comes in the fragment with the state when %s', async (_, name, more, error) => {
    expect(await fragmentAt(asked(more, name))).toEqual({
      uri: callback,
      members: { ...error, state: 'a state' },
    })
  })

  test.each(['token', 'token id_token', 'hybrid_token'])(
    'comes in the fragment when the org has blocked the flow: %s',
    async (responseType) => {
      const url = authorizeUrl(blocking.hosts.login, blocking.app('legacy'), {
        response_type: responseType,
        nonce: 'n',
      })
      expect(await fragmentAt(url)).toEqual({
        uri: callback,
        members: {
          error: 'unsupported_response_type',
          error_description: 'response type not supported',
          state: 'a state',
        },
      })
    },
  )

  test('leaves the code flow alone when the org has blocked the user-agent flow', async () => {
    const url = authorizeUrl(blocking.hosts.login, blocking.app('legacy'))
    const answer = await fetch(url, { redirect: 'manual' })
    expect(answer.headers.get('location')).toContain('?code=')
  })
})

describe('the consent to the user-agent flow', () => {
  function page(name: string, more: Params = {}): string {
    return authorizeUrl(pages.hosts.login, pages.app(name), { response_type: 'token', ...more })
  }

  async function logIn(person: Browser, url: string): Promise<Visit> {
    const { username, password } = pages.user(0)
    const answer = await person.submit(await person.visit(url), { username, password })
    return person.visit(answer.location!)
  }

  test('is asked for every time, though a code needs none by then', async () => {
    const person = browser(pages.hosts.login)
    const consent = await logIn(person, page('native'))
    const done = await person.submit(consent, { decision: 'allow' })
    expect(fragmentOf(done.location).members).toHaveProperty('access_token')
    expect((await person.visit(page('native'))).text).toContain('oaapprove')
    const code = await person.visit(page('native', { response_type: 'code' }))
    expect(code.location).toContain('?code=')
  })

  test('is asked for where users may approve for themselves, pre-authorised or not', async () => {
    const person = browser(pages.hosts.login)
    expect((await logIn(person, page('legacy'))).text).toContain('oaapprove')
  })

  test('is not asked for where an administrator has given it', async () => {
    const person = browser(pages.hosts.login)
    const done = await logIn(person, page('approved'))
    expect(fragmentOf(done.location).members).toHaveProperty('access_token')
  })

  test('ends in the fragment when the person says no', async () => {
    const person = browser(pages.hosts.login)
    const consent = await logIn(person, page('native'))
    const done = await person.submit(consent, { decision: 'deny' })
    expect(done.location).toBe(
      `${callback}#error=access_denied&error_description=end-user%20denied%20authorization&state=a%20state`,
    )
  })
})
