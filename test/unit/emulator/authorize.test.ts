import { describe, expect, test } from 'vitest'
import { authorizeUrl, callback, pkce, redirectOf, type Params } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const exact = 'https://app.example.com/callback?tenant=1'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      {
        name: 'exact',
        redirect_uris: [exact, 'http://localhost:1717/OauthRedirect', 'myapp://done'],
      },
      { name: 'blocked', redirect_uris: [callback], blocked: true },
      {
        name: 'closed',
        redirect_uris: [callback],
        permitted_users: 'admin_approved',
        preauthorized: ['user@acme.example'],
      },
    ],
  },
})

const strict = sharedOrg({ autoApprove: true, config: { org: { require_pkce: true } } })

function asked(name: string, more: Params = {}): string {
  return authorizeUrl(org.hosts.login, org.app(name), more)
}

async function errorOf(url: string): Promise<Record<string, string>> {
  return Object.fromEntries(await redirectOf(url))
}

describe('a request that cannot be trusted', () => {
  test.each<[string, Params, string]>([
    [
      'an unknown client',
      { client_id: '3MVG9nobody' },
      'error=invalid_client_id&error_description=client%20identifier%20invalid',
    ],
    [
      'no client',
      { client_id: undefined },
      'error=invalid_client_id&error_description=client%20identifier%20invalid',
    ],
    [
      'no redirect URI',
      { redirect_uri: undefined },
      'error=redirect_uri_missing&error_description=redirect_uri%20is%20missing',
    ],
    [
      'a strange redirect URI',
      { redirect_uri: 'https://evil.example/' },
      'error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration',
    ],
  ])('with %s gets a page that holds the pair, and no redirect', async (_, more, pair) => {
    const answer = await fetch(asked('web', more), { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe('text/html;charset=UTF-8')
    expect(answer.headers.get('location')).toBeNull()
    expect((await answer.text()).replaceAll('&amp;', '&')).toContain(pair)
  })
})

describe('the redirect URI', () => {
  async function taken(name: string, redirectUri: string): Promise<boolean> {
    const url = asked(name, { redirect_uri: redirectUri, code_challenge: pkce().challenge })
    return (await fetch(url, { redirect: 'manual' })).status === 302
  }

  test.each([
    ['http://localhost:1717/OauthRedirect', true],
    ['http://127.0.0.1:40000/OauthRedirect', true],
    ['http://localhost/OauthRedirect', true],
    ['http://localhost:1717/oauthredirect', false],
    ['http://localhost:1717/OauthRedirect/', false],
    ['http://localhost:1717/OauthRedirect?x=1', false],
    ['http://localhost:1717@evil.example/OauthRedirect', false],
    ['http://LOCALHOST:1717/OauthRedirect', false],
    ['http://[::1]:1717/OauthRedirect', false],
    ['https://localhost:1717/OauthRedirect', false],
    ['http://evil.example:1717/OauthRedirect', false],
  ])('of a default app may have any loopback port: %s %s', async (redirectUri, expected) => {
    expect(await taken('web', redirectUri)).toBe(expected)
  })

  test.each([
    [exact, true],
    ['myapp://done', true],
    ['http://localhost:1717/OauthRedirect', true],
    ['http://localhost:1718/OauthRedirect', false],
    ['http://127.0.0.1:1717/OauthRedirect', false],
    ['https://app.example.com/callback', false],
    [`${exact}&more=1`, false],
  ])('of a configured app is compared exactly: %s %s', async (redirectUri, expected) => {
    expect(await taken('exact', redirectUri)).toBe(expected)
  })

  test('keeps its own query', async () => {
    const answer = await fetch(asked('exact', { redirect_uri: exact }), { redirect: 'manual' })
    expect(answer.headers.get('location')).toMatch(
      /^https:\/\/app\.example\.com\/callback\?tenant=1&code=aPrx/,
    )
  })
})

describe('the answer', () => {
  test('carries code and state, and the code percent-encoded once', async () => {
    const url = asked('exact', { redirect_uri: callback, state: 'a b&c=%' })
    const answer = await fetch(url, { redirect: 'manual' })
    expect(answer.status).toBe(302)
    const location = answer.headers.get('location')!
    expect(location).toMatch(
      /^http:\/\/localhost:1717\/OauthRedirect\?code=aPrx[\w.]+%3D%3D&state=a%20b%26c%3D%25$/,
    )
  })

  test('has no state when none was sent', async () => {
    const answer = await redirectOf(asked('exact', { redirect_uri: callback, state: undefined }))
    expect([...answer.keys()]).toEqual(['code'])
  })

  test('names the site when a customer logs in there', async () => {
    const url = authorizeUrl(org.hosts.site, org.app('legacy'))
    const answer = await redirectOf(url)
    expect([...answer.keys()]).toEqual(['code', 'state', 'sfdc_community_url', 'sfdc_community_id'])
    expect(answer.get('sfdc_community_url')).toBe(org.hosts.site)
  })

  test('comes under a login brand and to a POST as well', async () => {
    const branded = asked('legacy').replace('/authorize?', '/authorize/brand?')
    expect((await redirectOf(branded)).get('code')).toMatch(/^aPrx/)
    const url = new URL(asked('legacy'))
    const posted = await fetch(url.origin + url.pathname, {
      method: 'POST',
      body: url.searchParams,
      redirect: 'manual',
    })
    expect(posted.headers.get('location')).toContain('code=aPrx')
  })
})

describe('an error the app is told', () => {
  test.each<[string, string, Params, Record<string, string>]>([
    [
      'PKCE is required',
      'web',
      {},
      { error: 'invalid_request', error_description: 'missing required code challenge' },
    ],
    [
      'plain PKCE',
      'web',
      { code_challenge: 'x', code_challenge_method: 'plain' },
      { error: 'invalid_request', error_description: 'transform algorithm not supported' },
    ],
    [
      'an unknown response type',
      'legacy',
      { response_type: 'cookie' },
      { error: 'unsupported_response_type', error_description: 'response type not supported' },
    ],
    [
      'no response type',
      'legacy',
      { response_type: undefined },
      { error: 'invalid_request', error_description: 'response_type is missing' },
    ],
    [
      'an unknown scope',
      'legacy',
      { scope: 'api made_up' },
      {
        error: 'invalid_scope',
        error_description: 'the requested scope is invalid, unknown, or malformed',
      },
    ],
    [
      'a scope the app has not',
      'legacy',
      { scope: 'api full' },
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
      'the user is not approved',
      'closed',
      {},
      {
        error: 'OAUTH_APP_ACCESS_DENIED',
        error_description: 'user is not admin approved to access this app',
      },
    ],
  ])('comes by redirect with the state when %s', async (_, name, more, error) => {
    expect(await errorOf(asked(name, more))).toEqual({ ...error, state: 'a state' })
  })

  test('is a vague one when the org requires PKCE and not the app', async () => {
    const legacy = strict.app('legacy')
    expect(await errorOf(authorizeUrl(strict.hosts.login, legacy))).toMatchObject({
      error: 'OAUTH_APPROVAL_ERROR_GENERIC',
    })
    const with_ = authorizeUrl(strict.hosts.login, legacy, { code_challenge: pkce().challenge })
    expect(await errorOf(with_)).toHaveProperty('code')
  })
})

test('a scope that another implies can be asked for', async () => {
  expect(await errorOf(asked('legacy', { scope: 'chatter_api offline_access' }))).toHaveProperty(
    'code',
  )
})
