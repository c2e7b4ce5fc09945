import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, type JWTVerifyResult } from 'jose'
import { describe, expect, test } from 'vitest'
import { accepts, callback, get, login, refresh } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'plain', redirect_uris: [callback] },
      {
        name: 'rich',
        redirect_uris: [callback],
        id_token: {
          minutes: 30,
          audiences: ['https://your-service.example'],
          standard_claims: true,
          custom_attributes: { region: 'emea' },
          custom_permissions: ['Approve'],
        },
      },
      {
        name: 'short-jwt',
        redirect_uris: [callback],
        jwt_access_tokens: { enabled: true, timeout_minutes: 5 },
      },
    ],
  },
})

async function verify(token: string, path = '/id/keys'): Promise<JWTVerifyResult> {
  // The org's clock is not the computer's once a test has moved it.
  const { now_ms } = (await (await org.control('clock', { advance_s: 0 })).json()) as {
    now_ms: number
  }
  return jwtVerify(token, createRemoteJWKSet(new URL(org.hosts.login + path)), {
    currentDate: new Date(now_ms),
  })
}

describe('an ID token', () => {
  test('is about the identity URL, for the client, from the host that was called, for two minutes', async () => {
    const app = org.app('plain')
    const tokens = await login(org.hosts.login, app, { nonce: 'a nonce' })
    const { payload, protectedHeader } = await verify(tokens['id_token']!)
    expect(protectedHeader.alg).toBe('RS256')
    expect(Object.keys(payload)).toEqual([
      'at_hash',
      'sub',
      'aud',
      'iss',
      'exp',
      'iat',
      'nonce',
      'auth_time',
    ])
    expect(payload).toMatchObject({
      sub: tokens['id'],
      aud: app.client_id,
      iss: org.hosts.login,
      nonce: 'a nonce',
      auth_time: payload.iat,
    })
    expect(payload.exp! - payload.iat!).toBe(120)
    const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
    expect(payload['at_hash']).toBe(half.toString('base64url'))
  })

  test.each(['my_domain', 'sandbox', 'login'] as const)('names %s as the issuer', async (role) => {
    const tokens = await login(org.hosts[role], org.app('plain'))
    expect((await verify(tokens['id_token']!)).payload.iss).toBe(org.hosts[role])
  })

  test('from the site has a slash at the end of the issuer, as seen in the field', async () => {
    const tokens = await login(org.hosts.site, org.app('plain'))
    expect((await verify(tokens['id_token']!)).payload.iss).toBe(`${org.hosts.site}/`)
  })

  test('follows the secondary settings, at login and at refresh', async () => {
    const app = org.app('rich')
    const tokens = await login(org.hosts.login, app, { nonce: 'a nonce' })
    const again = await refresh(org.hosts.login, app, tokens.refresh_token)
    const first = (await verify(tokens['id_token']!)).payload
    const second = (await verify(again.body['id_token']!)).payload
    for (const payload of [first, second]) {
      expect(payload.exp! - payload.iat!).toBe(30 * 60)
      expect(payload).toMatchObject({
        aud: [app.client_id, 'https://your-service.example'],
        azp: app.client_id,
        name: 'Ada Admin',
        preferred_username: org.user(0).username,
        email: org.user(0).username,
        phone_number: '+1 555 0100',
        address: { country: 'US' },
        custom_attributes: { region: 'emea' },
        custom_permissions: { Approve: true },
      })
    }
    expect(first['nonce']).toBe('a nonce')
    expect(second['nonce']).toBeUndefined()
    expect(second['auth_time']).toBe(first['auth_time'])
    expect(second['at_hash']).not.toBe(first['at_hash'])
  })
})

describe('a JWT access token', () => {
  test('has the header and the claims of Salesforce and verifies with the published keys', async () => {
    const app = org.app('jwt-tokens')
    const tokens = await login(org.hosts.login, app)
    expect(tokens['token_format']).toBe('jwt')
    expect(Object.keys(tokens)).not.toContain('expires_in')
    expect(decodeProtectedHeader(tokens.access_token)).toEqual({
      tnk: `core/emulator/${org.id}`,
      ver: '1.0',
      kid: expect.stringMatching(new RegExp(`^CORE_ATJWT\\.${org.id.slice(0, 15)}\\.\\d{13}$`)),
      tty: 'sfdc-core-token',
      typ: 'JWT',
      alg: 'RS256',
    })
    const { payload } = await verify(tokens.access_token, '/services/oauth2/id/keys')
    expect(payload).toEqual({
      scp: tokens['scope'],
      aud: [org.hosts.my_domain],
      sub: `uid:${org.user(0).user_id}`,
      nbf: payload.iat! - 15,
      mty: 'oauth',
      sfi: expect.any(String),
      roles: [],
      iss: org.hosts.my_domain,
      hsc: false,
      exp: payload.iat! + 7200,
      iat: payload.iat,
      client_id: app.client_id,
    })
  })

  test('is another one each time, even in the same second', async () => {
    const tokens = await login(org.hosts.login, org.app('jwt-tokens'))
    const once = await refresh(org.hosts.login, org.app('jwt-tokens'), tokens.refresh_token)
    const twice = await refresh(org.hosts.login, org.app('jwt-tokens'), tokens.refresh_token)
    expect(once.body['access_token']).not.toBe(twice.body['access_token'])
  })

  test('dies when its time is over, used or not', async () => {
    const tokens = await login(org.hosts.login, org.app('short-jwt'))
    await org.control('clock', { advance_s: 200 })
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(true)
    await org.control('clock', { advance_s: 100 })
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
  })
})

describe('an opaque access token', () => {
  test('lives for the session timeout after its last use', async () => {
    const { access_token } = await login(org.hosts.login, org.app('plain'))
    for (let turn = 0; turn < 3; turn += 1) {
      await org.control('clock', { advance_s: 7000 })
      expect(await accepts(org.hosts.my_domain, access_token)).toBe(true)
    }
    await org.control('clock', { advance_s: 7200 })
    expect(await accepts(org.hosts.my_domain, access_token)).toBe(false)
  })
})

test('the keys are the same at both paths and hold nothing private', async () => {
  const keys = await (await get(`${org.hosts.login}/id/keys`)).json()
  expect(await (await get(`${org.hosts.site}/services/oauth2/id/keys`)).json()).toEqual(keys)
  for (const key of (keys as { keys: object[] }).keys) {
    expect(Object.keys(key)).toEqual(['kty', 'n', 'e', 'alg', 'use', 'kid'])
  }
})
