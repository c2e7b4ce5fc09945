import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { ReadyApp } from '../../../src/emulator/index.js'
import {
  callback,
  credentials,
  get,
  login,
  params,
  refresh,
  type Params,
} from './support/client.js'
import { keyOf, signed } from './support/keys.js'
import { sharedOrg } from './support/shared-org.js'

const own = { redirect_uris: [callback] }
const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'auditor', ...own, introspect_all: true },
      { name: 'blocked', ...own, blocked: true },
      { name: 'fixed', ...own, refresh_token_policy: { kind: 'fixed', hours: 1 } },
      { name: 'idle', ...own, refresh_token_policy: { kind: 'idle', hours: 1 } },
    ],
  },
})

interface Told {
  readonly status: number
  readonly text: string
  readonly members: Record<string, unknown>
  readonly challenge: string | null
}

async function introspect(
  given: Params,
  headers: Record<string, string> = {},
  host = org.hosts.my_domain,
): Promise<Told> {
  const answer = await fetch(`${host}/services/oauth2/introspect`, {
    method: 'POST',
    headers,
    body: params(given),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    text,
    members: JSON.parse(text) as Record<string, unknown>,
    challenge: answer.headers.get('www-authenticate'),
  }
}

function asApp(app: ReadyApp, token: string, more: Params = {}): Promise<Told> {
  return introspect({ token, ...credentials(app), ...more })
}

/** By the clock of the org, which other tests move. */
async function nowS(): Promise<number> {
  const answer = await org.control('clock', { advance_s: 0 })
  const { now_ms: ms } = (await answer.json()) as { readonly now_ms: number }
  return Math.floor(ms / 1000)
}

const inactive = { status: 200, text: '{"active":false}' }

describe('a token that is accepted now', () => {
  test('is described in the members of Salesforce, in its order, in seconds', async () => {
    const before = await nowS()
    const { access_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const after = await nowS()
    const { status, members } = await asApp(org.app('web'), token)
    expect(status).toBe(200)
    expect(Object.keys(members)).toEqual(
      'active scope client_id username sub token_type exp iat nbf'.split(' '),
    )
    const iat = Number(members['iat'])
    expect(iat).toBeGreaterThanOrEqual(before)
    expect(iat).toBeLessThanOrEqual(after)
    expect(members).toEqual({
      active: true,
      scope: 'web id api email openid profile refresh_token',
      client_id: org.app('web').client_id,
      username: org.user(0).username,
      sub: `${org.hosts.login}/id/${org.id}/${org.user(0).user_id}`,
      token_type: 'access_token',
      exp: iat + 7200,
      iat,
      nbf: iat - 60,
    })
  })

  test('and is a JWT has the times that stand in it', async () => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app('jwt-tokens'))
    const { exp, iat, nbf } = decodeJwt(token)
    const { members } = await asApp(org.app('jwt-tokens'), token)
    expect(members).toMatchObject({ active: true, token_type: 'access_token', exp, iat, nbf })
  })

  test('and is a refresh token without an end has no exp', async () => {
    const { refresh_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const { members } = await asApp(org.app('web'), token)
    expect(Object.keys(members)).toEqual(
      'active scope client_id username sub token_type iat nbf'.split(' '),
    )
    expect(members).toMatchObject({ active: true, token_type: 'refresh_token' })
  })

  test('and is a refresh token ends an hour after the login, if the app says so', async () => {
    const { refresh_token: token } = await login(org.hosts.my_domain, org.app('fixed'))
    await org.control('clock', { advance_s: 1800 })
    expect((await refresh(org.hosts.my_domain, org.app('fixed'), token)).status).toBe(200)
    const { members } = await asApp(org.app('fixed'), token)
    expect(Number(members['exp']) - Number(members['iat'])).toBe(3600)
  })

  test('and is a refresh token ends an hour after its last use, if the app says so', async () => {
    const { refresh_token: token } = await login(org.hosts.my_domain, org.app('idle'))
    await org.control('clock', { advance_s: 1800 })
    expect((await refresh(org.hosts.my_domain, org.app('idle'), token)).status).toBe(200)
    const { members } = await asApp(org.app('idle'), token)
    expect(Number(members['exp']) - Number(members['iat'])).toBeGreaterThanOrEqual(5400)
  })

  test.each([
    ['my_domain', 'login'],
    ['login', 'login'],
    ['sandbox', 'sandbox'],
    ['site', 'login'],
  ] as const)('is described at %s, its user by an identity URL at %s', async (role, at) => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const given = { token, ...credentials(org.app('web')) }
    const { members } = await introspect(given, {}, org.hosts[role])
    expect(members['sub']).toBe(`${org.hosts[at]}/id/${org.id}/${org.user(0).user_id}`)
  })

  test.each(['access_token', 'refresh_token', 'nonsense'])(
    'is found with the hint %s, be it right or wrong',
    async (hint) => {
      const tokens = await login(org.hosts.my_domain, org.app('web'))
      for (const token of [tokens.access_token, tokens.refresh_token]) {
        const { members } = await asApp(org.app('web'), token, { token_type_hint: hint })
        expect(members['active']).toBe(true)
      }
    },
  )

  test('is found by parameters in the query string', async () => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const query = params({ token, ...credentials(org.app('web')) }).toString()
    const answer = await fetch(`${org.hosts.my_domain}/services/oauth2/introspect?${query}`, {
      method: 'POST',
    })
    expect(await answer.json()).toMatchObject({ active: true })
  })

  test('does not live longer for having been looked at', async () => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const first = await asApp(org.app('web'), token)
    await org.control('clock', { advance_s: 7000 })
    expect((await asApp(org.app('web'), token)).members['exp']).toBe(first.members['exp'])
    await org.control('clock', { advance_s: 300 })
    expect(await asApp(org.app('web'), token)).toMatchObject(inactive)
  })

  test('lives longer for having been used, and says so', async () => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app('web'))
    const first = await asApp(org.app('web'), token)
    await org.control('clock', { advance_s: 3600 })
    expect((await get(`${org.hosts.my_domain}/services/oauth2/userinfo`, token)).status).toBe(200)
    const { members } = await asApp(org.app('web'), token)
    expect(Number(members['exp'])).toBeGreaterThanOrEqual(Number(first.members['exp']) + 3600)
    expect(members['iat']).toBe(first.members['iat'])
  })
})

describe('nothing but active: false is said of a token', () => {
  test('nobody issued', async () => {
    expect(await asApp(org.app('web'), 'nonsense')).toMatchObject(inactive)
  })

  test('that was revoked', async () => {
    const tokens = await login(org.hosts.my_domain, org.app('web'))
    const url = `${org.hosts.my_domain}/services/oauth2/revoke`
    await fetch(url, { method: 'POST', body: params({ token: tokens.refresh_token }) })
    expect(await asApp(org.app('web'), tokens.refresh_token)).toMatchObject(inactive)
    expect(await asApp(org.app('web'), tokens.access_token)).toMatchObject(inactive)
  })

  test.each(['web', 'jwt-tokens'])('that has ended, of the app %s', async (name) => {
    const { access_token: token } = await login(org.hosts.my_domain, org.app(name))
    await org.control('expire')
    expect(await asApp(org.app(name), token)).toMatchObject(inactive)
  })

  test('that was replaced by rotation', async () => {
    const { refresh_token: token } = await login(org.hosts.my_domain, org.app('rotating'))
    await refresh(org.hosts.my_domain, org.app('rotating'), token)
    expect(await asApp(org.app('rotating'), token)).toMatchObject(inactive)
  })

  test('of another app, unless the asking one may introspect all', async () => {
    const tokens = await login(org.hosts.my_domain, org.app('web'))
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      expect(await asApp(org.app('rotating'), token)).toMatchObject(inactive)
      expect((await asApp(org.app('auditor'), token)).members).toMatchObject({
        active: true,
        client_id: org.app('web').client_id,
      })
    }
  })
})

describe('a client', () => {
  async function token(name = 'web'): Promise<string> {
    return (await login(org.hosts.my_domain, org.app(name))).access_token
  }

  test('may authenticate with HTTP Basic', async () => {
    const { client_id: id, client_secret: secret } = org.app('web')
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    const { members } = await introspect({ token: await token() }, { authorization })
    expect(members['active']).toBe(true)
  })

  test('may authenticate with an assertion it signed', async () => {
    const app = org.app('jwt')
    const assertion = await signed(
      {
        iss: app.client_id,
        sub: app.client_id,
        aud: `${org.hosts.my_domain}/services/oauth2/token`,
        exp: (await nowS()) + 170,
      },
      keyOf(app),
    )
    const { members } = await introspect({
      token: await token('jwt'),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    })
    expect(members['active']).toBe(true)
  })

  const proofs: readonly (readonly [string, () => Params])[] = [
    ['without credentials', () => ({})],
    ['unknown', () => ({ client_id: 'nobody', client_secret: 'x' })],
    ['with a wrong secret', () => ({ ...credentials(org.app('web')), client_secret: 'x' })],
    ['that names itself only', () => ({ client_id: org.app('web').client_id })],
    ['that may not keep a secret', () => ({ client_id: org.app('public').client_id })],
  ]
  test.each(proofs)('%s is told no more than invalid_client, with 401', async (_, proof) => {
    expect(await introspect({ token: await token(), ...proof() })).toMatchObject({
      status: 401,
      members: { error: 'invalid_client', error_description: 'invalid client credentials' },
      challenge: `Basic realm="${org.hosts.my_domain}"`,
    })
  })

  test('that is blocked learns that', async () => {
    expect(await asApp(org.app('blocked'), await token())).toMatchObject({
      status: 401,
      members: { error: 'app_blocked', error_description: 'this app is blocked by admin' },
    })
  })

  test('that names no token, or asks by GET, made an invalid request', async () => {
    expect(await introspect(credentials(org.app('web')))).toMatchObject({
      status: 400,
      members: { error: 'invalid_request', error_description: 'token is missing' },
    })
    const answer = await get(`${org.hosts.my_domain}/services/oauth2/introspect`)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'must use HTTP POST' },
    ])
  })
})
