import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { accepts, codeOf, credentials, login, pkce, tokenCall } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

describe('the answer to a code', () => {
  test('has the members of Salesforce in its order, and no expires_in', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    expect(Object.keys(tokens)).toEqual([
      'access_token',
      'refresh_token',
      'signature',
      'token_format',
      'scope',
      'id_token',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
    ])
    expect(tokens).toMatchObject({
      scope: 'web id api email openid profile refresh_token',
      instance_url: org.hosts.my_domain,
      id: `${org.hosts.login}/id/${org.id}/${org.user(0).user_id}`,
      token_type: 'Bearer',
      token_format: 'opaque',
    })
    expect(tokens.access_token).toMatch(new RegExp(`^${org.id.slice(0, 15)}!AQ[\\w.]+$`))
    expect(tokens.access_token).toHaveLength(112)
    expect(tokens.refresh_token).toMatch(/^5Aep861[\w.]+$/)
  })

  test('is not to be kept by a cache', async () => {
    const answer = await tokenCall(org.hosts.login, await codeOf(org.hosts.login, org.app('web')))
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
  })

  test('is signed with the secret of the app over id and issued_at, which is text in milliseconds', async () => {
    const app = org.app('web')
    const tokens = await login(org.hosts.login, app)
    expect(tokens['issued_at']).toMatch(/^\d{13}$/)
    const signature = createHmac('sha256', app.client_secret!)
      .update(tokens['id']! + tokens['issued_at']!)
      .digest('base64')
    expect(tokens['signature']).toBe(signature)
  })

  test.each(['login', 'sandbox', 'my_domain'] as const)(
    'at %s names the login host in id, or the test host where that was called',
    async (role) => {
      const tokens = await login(org.hosts[role], org.app('web'))
      const origin = role === 'sandbox' ? org.hosts.sandbox : org.hosts.login
      expect(new URL(tokens['id']!).origin).toBe(origin)
      expect(tokens['instance_url']).toBe(org.hosts.my_domain)
    },
  )

  test('names the site for a customer, and says which site it is', async () => {
    const tokens = await login(org.hosts.site, org.app('web'))
    expect(tokens).toMatchObject({
      instance_url: org.hosts.site,
      sfdc_community_url: org.hosts.site,
      sfdc_community_id: expect.stringMatching(/^0DB\w{15}$/),
      id: `${org.hosts.login}/id/${org.id}/${org.user(2).user_id}`,
    })
    expect(await accepts(org.hosts.site, tokens.access_token)).toBe(true)
  })

  test('names the host that was called', async () => {
    const named = org.hosts.login.replace('127.0.0.1', 'localhost')
    const tokens = await login(named, org.app('web'))
    expect(tokens['instance_url']).toBe(org.hosts.my_domain.replace('127.0.0.1', 'localhost'))
    expect(tokens['id']).toContain(`${named}/id/`)
  })

  test('has a refresh token and an ID token only when the scope asks for them', async () => {
    const tokens = await login(org.hosts.login, org.app('web'), { scope: 'api' })
    expect(tokens['scope']).toBe('api')
    expect(Object.keys(tokens)).not.toContain('refresh_token')
    expect(Object.keys(tokens)).not.toContain('id_token')
  })

  test('has a refresh token under the other name of the scope too', async () => {
    const tokens = await login(org.hosts.login, org.app('web'), { scope: 'offline_access api' })
    expect(tokens['scope']).toBe('offline_access api')
    expect(tokens.refresh_token).toMatch(/^5Aep861/)
  })
})

describe('a code', () => {
  test('looks like one of Salesforce', async () => {
    const { code } = await codeOf(org.hosts.login, org.app('web'))
    expect(code).toMatch(/^aPrx[\w.]+==$/)
  })

  test('works once, and the second time takes the tokens of the first with it', async () => {
    const app = org.app('web')
    const request = await codeOf(org.hosts.login, app)
    const first = await tokenCall(org.hosts.login, request)
    const second = await tokenCall(org.hosts.login, request)
    expect(second).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'expired authorization code' },
    })
    expect(await accepts(org.hosts.my_domain, first.body['access_token']!)).toBe(false)
  })

  test('works for fifteen minutes', async () => {
    const early = await codeOf(org.hosts.login, org.app('web'))
    await org.control('clock', { advance_s: 15 * 60 - 5 })
    expect((await tokenCall(org.hosts.login, early)).status).toBe(200)
    const late = await codeOf(org.hosts.login, org.app('web'))
    await org.control('clock', { advance_s: 15 * 60 })
    expect((await tokenCall(org.hosts.login, late)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'expired authorization code',
    })
  })

  test('nobody issued, or somebody else was issued, is invalid', async () => {
    const request = await codeOf(org.hosts.login, org.app('web'))
    const invalid = { error: 'invalid_grant', error_description: 'invalid authorization code' }
    const made = await tokenCall(org.hosts.login, { ...request, code: 'aPrxNobody==' })
    expect(made.body).toEqual(invalid)
    const stolen = await tokenCall(org.hosts.login, {
      ...request,
      ...credentials(org.app('rotating')),
    })
    expect(stolen.body).toEqual(invalid)
  })

  test.each([
    ['http://localhost:1717/OauthRedirect/'],
    ['http://127.0.0.1:1717/OauthRedirect'],
    [undefined],
  ])('is not for another redirect URI: %s', async (redirectUri) => {
    const request = await codeOf(org.hosts.login, org.app('web'))
    const answer = await tokenCall(org.hosts.login, { ...request, redirect_uri: redirectUri })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: 'redirect_uri_mismatch',
        error_description: 'redirect_uri must match configuration',
      },
    })
  })
})

describe('the code verifier', () => {
  const invalid = { error: 'invalid_grant', error_description: 'invalid code verifier' }

  async function exchange(verifier: string | undefined, challenge: string | undefined) {
    const app = org.app(challenge === undefined ? 'legacy' : 'web')
    const request = await codeOf(org.hosts.login, app, { code_challenge: challenge })
    return tokenCall(org.hosts.login, { ...request, code_verifier: verifier })
  }

  test('may be longer than the RFC allows', async () => {
    const { verifier, challenge } = pkce('v'.repeat(171))
    expect((await exchange(verifier, challenge)).status).toBe(200)
  })

  test('with ~ is refused although the RFC allows it', async () => {
    const { verifier, challenge } = pkce('~'.repeat(64))
    expect((await exchange(verifier, challenge)).body).toEqual(invalid)
  })

  test('of fewer than 43 characters is refused', async () => {
    const { verifier, challenge } = pkce('v'.repeat(42))
    expect((await exchange(verifier, challenge)).body).toEqual(invalid)
  })

  test('that is missing, wrong, or has no challenge is refused in the same words', async () => {
    const { verifier, challenge } = pkce()
    expect((await exchange(undefined, challenge)).body).toEqual(invalid)
    expect((await exchange(pkce().verifier, challenge)).body).toEqual(invalid)
    expect((await exchange(verifier, undefined)).body).toEqual(invalid)
  })

  test('is not needed where the app does not require PKCE and sent no challenge', async () => {
    expect((await exchange(undefined, undefined)).status).toBe(200)
  })
})
