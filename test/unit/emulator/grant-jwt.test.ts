import { randomUUID, type KeyObject } from 'node:crypto'
import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  accepts,
  authorizeUrl,
  callback,
  get,
  redirectOf,
  tokenCall,
  type Answer,
} from './support/client.js'
import { keyOf, rsaKey, signed } from './support/keys.js'
import { sharedOrg } from './support/shared-org.js'

const key = rsaKey()
const stranger = rsaKey()
const shared = { certificate: key.certificate, redirect_uris: [callback] }

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'self', ...shared, preauthorized: [] },
      { name: 'admins', ...shared, permitted_users: 'admin_approved', preauthorized: [] },
      { name: 'no-refresh', ...shared, scopes: ['api', 'web'] },
      { name: 'only-refresh', ...shared, scopes: ['refresh_token'] },
      { name: 'blocked', ...shared, blocked: true },
      { name: 'site', ...shared, preauthorized: ['customer@site.example'] },
      { name: 'as-jwt', ...shared, jwt_access_tokens: { enabled: true } },
    ],
    users: [{ username: 'gone@acme.example', active: false }],
  },
})

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const now = (): number => Math.floor(Date.now() / 1000)

interface Attempt {
  readonly app?: string
  readonly claims?: Record<string, unknown>
  readonly key?: KeyObject
  readonly host?: 'my_domain' | 'login' | 'sandbox' | 'site'
}

async function attempt({
  app = 'jwt',
  claims,
  key: own,
  host = 'login',
}: Attempt = {}): Promise<Answer> {
  const ready = org.app(app)
  const assertion = await signed(
    {
      iss: ready.client_id,
      sub: org.user(0).username,
      aud: 'https://login.salesforce.com',
      exp: now() + 180,
      ...claims,
    },
    own ?? (app === 'jwt' ? keyOf(ready) : key.privateKey),
  )
  return tokenCall(org.hosts[host], { grant_type: grantType, assertion })
}

function refused(error: string, description: string): object {
  return { status: 400, body: { error, error_description: description } }
}

const invalid = refused('invalid_grant', 'invalid assertion')
const unapproved = refused('invalid_grant', "user hasn't approved this consumer")

describe('a JWT signed with the key of the app’s certificate', () => {
  test('is answered with exactly the members that were recorded: no issued_at, no signature', async () => {
    const { status, body } = await attempt()
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['access_token', 'scope', 'instance_url', 'id', 'token_type'])
    expect(body).toMatchObject({
      scope: 'web id api email openid profile',
      instance_url: org.hosts.my_domain,
      id: `${org.hosts.login}/id/${org.id}/${org.user(0).user_id}`,
      token_type: 'Bearer',
    })
  })

  test('gives a token that the APIs, the identity URL, the ledger and revoke know', async () => {
    const { body } = await attempt({ claims: { sub: 'USER@acme.example' } })
    const token = body['access_token']!
    const identity = await (await get(body['id']!, token)).json()
    expect(identity).toMatchObject({ username: 'user@acme.example' })
    expect((await org.ledger()).tokens).toMatchObject([
      { kind: 'access', user: 'user@acme.example', client_id: org.app('jwt').client_id },
    ])
    expect(await accepts(org.hosts.my_domain, token)).toBe(true)
    const revoked = await fetch(`${org.hosts.my_domain}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    })
    expect(revoked.status).toBe(200)
    expect(await accepts(org.hosts.my_domain, token)).toBe(false)
  })

  test('gives a JWT access token where the app issues those', async () => {
    const { body } = await attempt({ app: 'as-jwt' })
    expect(body['access_token']!.split('.')).toHaveLength(3)
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
  })

  test('opens no refresh: the ledger has an access token only', async () => {
    await attempt()
    expect((await org.ledger()).tokens.map(({ kind }) => kind)).toEqual(['access'])
  })

  test.each([
    'https://login.salesforce.com',
    'https://login.salesforce.com/',
    'https://test.salesforce.com',
    'https://test.salesforce.com/services/oauth2/token',
  ])('may be for %s', async (aud) => {
    expect((await attempt({ claims: { aud } })).status).toBe(200)
    expect((await attempt({ claims: { aud: ['https://other.example', aud] } })).status).toBe(200)
  })

  test.each(['my_domain', 'login', 'sandbox', 'site'] as const)(
    'may be for the origin of %s, as 127.0.0.1 or localhost, with a slash or without',
    async (role) => {
      const origin = org.hosts[role]
      for (const aud of [origin, `${origin}/`, origin.replace('127.0.0.1', 'localhost')]) {
        expect((await attempt({ claims: { aud }, host: 'my_domain' })).status).toBe(200)
      }
    },
  )

  test.each<[string, (seconds: number) => unknown]>([
    ['as text', (seconds) => String(seconds)],
    ['in milliseconds, as the sf CLI has it', (seconds) => seconds * 1000 + 300],
    ['with a fraction', (seconds) => seconds + 0.5],
    ['years ahead', (seconds) => seconds + 1e9],
  ])('may say when it ends %s', async (_, exp) => {
    expect((await attempt({ claims: { exp: exp(now() + 100) } })).status).toBe(200)
  })

  test('may name its user in prn, as the oldest documents have it', async () => {
    const claims = { sub: undefined, prn: 'user@acme.example' }
    expect((await attempt({ claims })).status).toBe(200)
  })

  test('is taken as the sf CLI sends it: two slashes, aud with one, exp in milliseconds', async () => {
    const app = org.app('jwt')
    const claims = {
      iss: app.client_id,
      sub: org.user(0).username,
      aud: `${org.hosts.my_domain.replace('127.0.0.1', 'localhost')}/`,
      exp: Date.now() + 300,
      iat: now(),
    }
    const assertion = await signed(claims, keyOf(app), { typ: 'JWT' })
    const answer = await fetch(`${org.hosts.my_domain}//services/oauth2/token`, {
      method: 'POST',
      headers: { accept: '*/*' },
      body: new URLSearchParams({ grant_type: grantType, assertion }),
    })
    expect(answer.status).toBe(200)
  })
})

describe('a JWT that cannot be what it says', () => {
  test('is an "expired authorization code" when it is over, in Salesforce’s own words', async () => {
    for (const exp of [now() - 1, String(now() - 1), 1]) {
      expect(await attempt({ claims: { exp } })).toMatchObject(
        refused('invalid_grant', 'expired authorization code'),
      )
    }
  })

  test('has an audience that is invalid when it is for somebody else', async () => {
    for (const aud of ['https://other.example', '', undefined, [], 7]) {
      expect(await attempt({ claims: { aud } })).toMatchObject(
        refused('invalid_grant', 'audience is invalid'),
      )
    }
  })

  test('is an invalid assertion when its end is missing or no time, or its start has not come', async () => {
    for (const claims of [{ exp: undefined }, { exp: 'soon' }, { nbf: now() + 60 }]) {
      expect(await attempt({ claims })).toMatchObject(invalid)
    }
  })

  test('is an invalid assertion by another key, unsigned, with a shared secret, or of no app that signs', async () => {
    expect(await attempt({ key: stranger.privateKey })).toMatchObject(invalid)
    expect(await attempt({ app: 'web', key: key.privateKey })).toMatchObject(invalid)
    const claims = { iss: org.app('jwt').client_id, sub: org.user(0).username }
    const none = new UnsecuredJWT(claims).setExpirationTime('1h').encode()
    for (const assertion of [none, 'nonsense', 'a.b.c', '']) {
      expect(await tokenCall(org.hosts.login, { grant_type: grantType, assertion })).toMatchObject(
        invalid,
      )
    }
  })

  test('is from nobody when no app has its issuer, or another app is named beside it', async () => {
    const unknown = refused('invalid_client_id', 'client identifier invalid')
    expect(await attempt({ claims: { iss: '3MVG9nobody' } })).toMatchObject(unknown)
    expect(await attempt({ claims: { iss: undefined } })).toMatchObject(unknown)
    const assertion = await signed({ iss: org.app('jwt').client_id }, key.privateKey)
    const given = { grant_type: grantType, assertion, client_id: org.app('web').client_id }
    expect(await tokenCall(org.hosts.login, given)).toMatchObject(unknown)
  })

  test('does not help when a wrong secret is sent besides', async () => {
    const app = org.app('jwt')
    const assertion = await signed({ iss: app.client_id }, keyOf(app))
    const given = { grant_type: grantType, assertion, client_secret: 'wrong' }
    expect(await tokenCall(org.hosts.login, given)).toMatchObject(
      refused('invalid_client', 'invalid client credentials'),
    )
  })

  test('with an id is good once', async () => {
    const jti = randomUUID()
    expect((await attempt({ claims: { jti } })).status).toBe(200)
    expect((await attempt({ claims: { jti } })).body['error']).toBe('bad_jti_claim')
    expect((await attempt({ claims: { jti: randomUUID() } })).status).toBe(200)
    expect((await attempt({ app: 'as-jwt', claims: { jti } })).status).toBe(200)
  })

  test('must not be sent with a scope', async () => {
    const given = { grant_type: grantType, assertion: 'any', scope: 'api' }
    expect(await tokenCall(org.hosts.login, given)).toMatchObject(
      refused('invalid_request', 'scope parameter not supported'),
    )
  })
})

describe('the user of a JWT', () => {
  test('has to be known, at this kind of host, and named at all', async () => {
    for (const sub of ['nobody@acme.example', 'customer@site.example', undefined, 7]) {
      expect(await attempt({ claims: { sub } })).toMatchObject(unapproved)
    }
  })

  test('may be a customer at the site, whose answer names the site', async () => {
    const claims = { sub: 'customer@site.example' }
    const { body } = await attempt({ app: 'site', claims, host: 'site' })
    expect(body).toMatchObject({
      instance_url: org.hosts.site,
      sfdc_community_url: org.hosts.site,
    })
    expect(await attempt({ app: 'site', host: 'site' })).toMatchObject(unapproved)
  })

  test('has to have allowed the app, where users decide for themselves', async () => {
    expect(await attempt({ app: 'self' })).toMatchObject(unapproved)
    await redirectOf(authorizeUrl(org.hosts.login, org.app('self'), { scope: 'api refresh_token' }))
    const { status, body } = await attempt({ app: 'self' })
    expect({ status, scope: body['scope'] }).toEqual({ status: 200, scope: 'api' })
  })

  test('has to be admitted by an administrator, where that is the policy', async () => {
    expect(await attempt({ app: 'admins' })).toMatchObject(
      refused('invalid_app_access', 'user is not admin approved to access this app'),
    )
  })

  test('has to be active', async () => {
    expect(await attempt({ claims: { sub: 'gone@acme.example' } })).toMatchObject(
      refused('invalid_grant', 'inactive user'),
    )
  })
})

describe('the app of a JWT', () => {
  test('needs the scope refresh_token, although it gets no refresh token', async () => {
    expect(await attempt({ app: 'no-refresh' })).toMatchObject(
      refused(
        'invalid_request',
        'refresh_token scope is required and the connected app should be installed and preauthorized',
      ),
    )
  })

  test('needs another scope besides', async () => {
    expect(await attempt({ app: 'only-refresh' })).toMatchObject(
      refused('invalid_grant', 'no valid scopes defined'),
    )
  })

  test('gets nothing while it is blocked', async () => {
    expect((await attempt({ app: 'blocked' })).body['error']).toBe('app_blocked')
  })
})
