import { describe, expect, test } from 'vitest'
import { accepts, get, pkce, tokenCall } from './support/client.js'
import { authorize, basic, namedUser, redeem, refusal } from './support/headless.js'
import { sharedOrg, type SharedOrg } from './support/shared-org.js'

const custom = 'https://app.example.com/callback'
const more = { redirect_uris: [custom], code_credentials: { enabled: true } }

const org = sharedOrg({
  config: {
    apps: [
      {
        ...more,
        name: 'in-body',
        code_credentials: { credentials_in_body: true },
        preauthorized: ['customer@site.example'],
      },
      { ...more, name: 'nobody', preauthorized: [] },
      { ...more, name: 'private', preauthorized: ['customer@site.example'] },
      {
        ...more,
        name: 'public-client',
        require_secret_web_server: false,
        preauthorized: ['customer@site.example'],
      },
      { ...more, name: 'blocked', blocked: true },
      { name: 'without', redirect_uris: [custom] },
    ],
    users: [
      { username: 'gone@site.example', password: 'gone', kind: 'external', active: false },
      { username: 'twin@site.example', password: 'twin', kind: 'external', phone: '+1 555 0111' },
    ],
  },
})
const approving = sharedOrg({ autoApprove: true })
const blocking = sharedOrg({ config: { org: { blocked_flows: ['code_credentials'] } } })

function customer(of: SharedOrg = org): readonly [name: string, secret: string] {
  const { username, password } = of.user(2)
  return [username, password]
}

describe('a headless login', () => {
  test('ends in tokens that userinfo and the REST API accept, in the order of the guide', async () => {
    const attempt = await authorize(org, namedUser(...customer()), { state: 'a state' })
    expect(attempt.status).toBe(302)
    expect([...attempt.location!.searchParams]).toEqual([
      ['code', expect.stringMatching(/^aPrx.*==$/)],
      ['sfdc_community_url', org.hosts.site],
      ['sfdc_community_id', expect.stringMatching(/^0DB\w{15}$/)],
      ['state', 'a state'],
    ])
    const { status, body } = await redeem(org, attempt)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
      'access_token',
      'refresh_token',
      'sfdc_community_url',
      'sfdc_community_id',
      'signature',
      'token_format',
      'scope',
      'id_token',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
    ])
    expect(body).toMatchObject({ token_format: 'opaque', instance_url: org.hosts.site })
    const token = body['access_token']!
    expect(await accepts(org.hosts.site, token)).toBe(true)
    const userinfo = await get(`${org.hosts.site}/services/oauth2/userinfo`, token)
    expect(await userinfo.json()).toMatchObject({ preferred_username: 'customer@site.example' })
  })

  test('reads as JSON to a client that follows the redirect to the echo endpoint', async () => {
    const answer = await fetch(`${org.hosts.site}/services/oauth2/authorize`, {
      method: 'POST',
      headers: namedUser(...customer()),
      body: new URLSearchParams({
        response_type: 'code_credentials',
        client_id: org.app('headless').client_id,
        redirect_uri: `${org.hosts.site}/services/oauth2/echo`,
        code_challenge: pkce().challenge,
      }),
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      code: expect.stringMatching(/==$/),
      sfdc_community_url: org.hosts.site,
      sfdc_community_id: expect.any(String),
    })
  })

  test('takes a login hint next to the Basic header for nothing', async () => {
    const attempt = await authorize(org, namedUser(...customer()), { login_hint: 'nobody' })
    expect(attempt.status).toBe(302)
  })

  test('takes url-safe base64 without padding, as the Mobile SDK sends it', async () => {
    const [name, secret] = customer()
    const encoded = Buffer.from(`${name}:${secret}`).toString('base64url')
    const headers = { 'auth-request-type': 'Named-User', authorization: `Basic ${encoded}` }
    expect((await authorize(org, headers)).status).toBe(302)
  })

  test('takes scopes between commas or spaces', async () => {
    for (const scope of ['api,openid', 'openid api']) {
      const attempt = await authorize(org, namedUser(...customer()), { scope })
      expect((await redeem(org, attempt)).body['scope']).toBe('api openid')
    }
  })

  test('can end as a hybrid login', async () => {
    const attempt = await authorize(org, namedUser(...customer()))
    const answer = await tokenCall(org.hosts.site, {
      ...attempt.redeem,
      grant_type: 'hybrid_auth_code',
    })
    expect(answer.body).toMatchObject({ sidCookieName: 'sid_site' })
  })

  test('asks nobody and logs in who proves it where the org approves by itself', async () => {
    const headers = namedUser(...customer(approving))
    const attempt = await authorize(approving, headers)
    expect((await redeem(approving, attempt)).status).toBe(200)
    const [name] = customer(approving)
    expect(refusal(await authorize(approving, namedUser(name, 'wrong')))).toBe(wrongPassword)
  })

  test('is written down with the client, and not with the user of the Basic header', async () => {
    await authorize(org, namedUser(...customer()))
    expect((await org.ledger()).requests).toMatchObject([
      { host: 'site', client_id: org.app('headless').client_id, secret_in_query: false },
    ])
  })
})

const wrongPassword = '400 login_error: authentication failure'

describe('a headless login is refused', () => {
  test.each([
    ['with a wrong password', 'customer@site.example', 'wrong'],
    ['for somebody unknown', 'nobody@site.example', 'wrong'],
  ])('%s', async (_, name, secret) => {
    expect(refusal(await authorize(org, namedUser(name, secret)))).toBe(wrongPassword)
  })

  test('to internal users, as if their password were wrong', async () => {
    for (const { username, password } of [org.user(0), org.user(1)]) {
      expect(refusal(await authorize(org, namedUser(username, password)))).toBe(wrongPassword)
    }
  })

  test('to a user who was deactivated', async () => {
    expect(refusal(await authorize(org, namedUser('gone@site.example', 'gone')))).toBe(
      '400 inactive_user: inactive user',
    )
  })

  test('to a user whom no administrator has approved, though users may authorize themselves', async () => {
    const at = { redirect_uri: custom }
    expect(refusal(await authorize(org, namedUser(...customer()), at, 'nobody'))).toBe(
      '400 invalid_app_access: user is not admin approved to access this app',
    )
  })

  test.each([
    ['none', {}],
    ['a bearer', { authorization: 'Bearer abc' }],
    ['no base64', { authorization: 'Basic !!!' }],
    ['no colon', { authorization: `Basic ${Buffer.from('customer').toString('base64')}` }],
    ['no name', basic('', 'secret')],
    ['no password', basic('customer@site.example', '')],
  ])('with a Basic header that is wrong: %s', async (_, header) => {
    const headers = { 'auth-request-type': 'Named-User', ...header }
    expect(refusal(await authorize(org, headers))).toBe(
      '400 invalid_basic_auth_header: invalid basic auth header',
    )
  })

  test.each([undefined, 'named-user', 'Guest-User'])('with the request type %s', async (type) => {
    const [name, secret] = customer()
    const header = type === undefined ? undefined : { 'auth-request-type': type }
    expect(refusal(await authorize(org, { ...basic(name, secret), ...header }))).toBe(
      '400 invalid_request: invalid headers',
    )
  })

  test.each([
    ['invalid_client_id: client identifier invalid', { client_id: 'nobody' }],
    ['redirect_uri_missing: redirect_uri is missing', { redirect_uri: '' }],
    [
      'redirect_uri_mismatch: redirect_uri must match configuration',
      { redirect_uri: 'https://evil.example/' },
    ],
    ['invalid_request: missing required code challenge', { code_challenge: undefined }],
    ['invalid_request: transform algorithm not supported', { code_challenge_method: 'plain' }],
    [
      'invalid_scope: the requested scope is invalid, unknown, or malformed',
      { scope: 'openid full' },
    ],
  ])('with %s', async (expected, given) => {
    expect(refusal(await authorize(org, namedUser(...customer()), given))).toBe(`400 ${expected}`)
  })

  test.each([
    ['blocked', 'OAUTH_APP_BLOCKED: this app is blocked by admin'],
    ['without', 'unauthorized_client: code and credentials flow not enabled'],
  ])('to the app that is %s', async (name, expected) => {
    const at = { redirect_uri: custom }
    expect(refusal(await authorize(org, namedUser(...customer()), at, name))).toBe(
      `400 ${expected}`,
    )
  })

  test('where the administrator has blocked the flow', async () => {
    expect(refusal(await authorize(blocking, namedUser(...customer(blocking))))).toBe(
      '400 unsupported_response_type: response type not supported',
    )
  })

  test('without a challenge to a public client, and only to it', async () => {
    const at = { redirect_uri: custom, code_challenge: undefined }
    const headers = namedUser(...customer())
    expect(refusal(await authorize(org, headers, at, 'public-client'))).toBe(
      '400 invalid_request: missing required code challenge',
    )
    expect((await authorize(org, headers, at, 'private')).status).toBe(302)
  })

  test.each(['my_domain', 'login', 'sandbox'] as const)('on the host %s', async (role) => {
    const answer = await fetch(`${org.hosts[role]}/services/oauth2/authorize`, {
      method: 'POST',
      redirect: 'manual',
      headers: namedUser(...customer()),
      body: new URLSearchParams({
        response_type: 'code_credentials',
        client_id: org.app('headless').client_id,
        redirect_uri: `${org.hosts.site}/services/oauth2/echo`,
      }),
    })
    const location = new URL(answer.headers.get('location')!)
    expect(location.searchParams.get('error')).toBe('unsupported_response_type')
  })

  test('as a GET', async () => {
    const query = new URLSearchParams({
      response_type: 'code_credentials',
      client_id: org.app('headless').client_id,
      redirect_uri: `${org.hosts.site}/services/oauth2/echo`,
    })
    const answer = await fetch(`${org.hosts.site}/services/oauth2/authorize?${query.toString()}`, {
      redirect: 'manual',
      headers: namedUser(...customer()),
    })
    const location = new URL(answer.headers.get('location')!)
    expect(location.searchParams.get('error')).toBe('unsupported_response_type')
  })

  test('at the token endpoint with another verifier', async () => {
    const attempt = await authorize(org, namedUser(...customer()))
    const { verifier } = pkce()
    const answer = await tokenCall(org.hosts.site, { ...attempt.redeem, code_verifier: verifier })
    expect(refusal(answer)).toBe('400 invalid_grant: invalid code verifier')
  })
})

describe('an app that wants the credentials in the body', () => {
  const headers = { 'auth-request-type': 'Named-User' }

  test('gets a code for them', async () => {
    const [username, password] = customer()
    const given = { redirect_uri: custom, username, password }
    const attempt = await authorize(org, headers, given, 'in-body')
    const { client_secret } = org.app('in-body')
    const answer = await tokenCall(org.hosts.site, { ...attempt.redeem, client_secret })
    expect(await accepts(org.hosts.site, answer.body['access_token']!)).toBe(true)
  })

  test('gets none for the header', async () => {
    const given = { redirect_uri: custom }
    expect(refusal(await authorize(org, namedUser(...customer()), given, 'in-body'))).toBe(
      '400 invalid_request: username and password must be in the body',
    )
  })

  test('is the only one that gets one for them', async () => {
    const [username, password] = customer()
    expect(refusal(await authorize(org, headers, { username, password }))).toBe(
      '400 invalid_basic_auth_header: invalid basic auth header',
    )
  })
})

describe('user discovery', () => {
  const headers = { 'auth-request-type': 'Named-User' }

  test.each(['customer@site.example', 'CUSTOMER@site.example', '+1 555 0100'])(
    'finds the user by %s and the password',
    async (login_hint) => {
      const [, password] = customer()
      const given = { login_hint, password, customdata: '{"department":"sales"}' }
      const answer = await redeem(org, await authorize(org, headers, given))
      const token = answer.body['access_token']!
      const userinfo = await get(`${org.hosts.site}/services/oauth2/userinfo`, token)
      expect(await userinfo.json()).toMatchObject({ preferred_username: 'customer@site.example' })
    },
  )

  test.each([
    ['a wrong password', { login_hint: 'customer@site.example', password: 'x' }],
    ['no password', { login_hint: 'customer@site.example' }],
    ['nobody of that name', { login_hint: 'nobody', password: 'x' }],
  ])('is refused with %s', async (_, given) => {
    expect(refusal(await authorize(org, headers, given))).toBe(wrongPassword)
  })

  test('is refused to an internal user', async () => {
    const { username: login_hint, password } = org.user(0)
    expect(refusal(await authorize(org, headers, { login_hint, password }))).toBe(wrongPassword)
  })

  test.each(['nonsense', '[]', '7'])('is refused with the custom data %s', async (customdata) => {
    const given = { login_hint: '+1 555 0111', password: 'twin', customdata }
    expect(refusal(await authorize(org, headers, given))).toBe(
      '400 invalid_request: customdata is not a JSON object',
    )
  })
})
