import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, jwtVerify, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  accepts,
  callback,
  credentials,
  login,
  tokenCall,
  type Answer,
  type Params,
} from './support/client.js'
import { rsaKey, signed } from './support/keys.js'
import { sharedOrg } from './support/shared-org.js'

const device = rsaKey()
const audience = 'https://your_device_backend.example'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      {
        name: 'rich',
        redirect_uris: [callback],
        asset_tokens: {
          seconds: 3600,
          audiences: [audience, 'https://second.example'],
          custom_attributes: { fleet: 'north' },
          custom_permissions: ['Report'],
        },
        token_exchange: { handlers: [{ name: 'Test', default: true }] },
      },
      { name: 'off', redirect_uris: [callback], asset_tokens: { enabled: false } },
      { name: 'unsigned', redirect_uris: [callback], asset_tokens: { audiences: [audience] } },
    ],
  },
})

const accessType = 'urn:ietf:params:oauth:token-type:access_token'
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'

async function jwk(): Promise<unknown> {
  const { kty, n, e } = await exportJWK(device.privateKey)
  return { kty, n, e }
}

async function actor(claims: Record<string, unknown> = {}): Promise<Params> {
  const all = { did: 'device-0001', cnf: { jwk: await jwk() }, ...claims }
  return { actor_token: await signed(all, device.privateKey), actor_token_type: jwtType }
}

async function ask(app: string, more: Params = {}, scope?: string): Promise<Answer> {
  const { access_token } = await login(org.hosts.login, org.app(app), { scope })
  return tokenCall(org.hosts.my_domain, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: access_token,
    subject_token_type: accessType,
    ...more,
  })
}

async function verify(token: string, path = '/id/keys') {
  return jwtVerify(token, createRemoteJWKSet(new URL(org.hosts.my_domain + path)), { audience })
}

describe('an access token and the token of a device', () => {
  test('are exchanged for exactly the members that were recorded', async () => {
    const { status, body } = await ask('asset', await actor())
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        issued_token_type: jwtType,
        token_type: 'Bearer',
        expires_in: 60,
      },
    })
  })

  test.each(['/id/keys', '/services/oauth2/id/keys'])(
    'make an asset token that the keys at %s verify, by the key called Assets',
    async (path) => {
      const key = await jwk()
      const { body } = await ask('rich', await actor({ Name: 'Pump 7', SerialNumber: 'SN-7' }))
      const token = body['access_token']!
      expect(decodeProtectedHeader(token)).toEqual({ kid: 'Assets', typ: 'JWT', alg: 'RS256' })
      const { payload } = await verify(token, path)
      expect(payload).toEqual({
        aud: [audience, 'https://second.example'],
        nbf: payload.iat,
        iss: org.hosts.my_domain,
        iat: expect.any(Number),
        exp: payload.iat! + 3600,
        did: 'device-0001',
        cnf: { jwk: key },
        Name: 'Pump 7',
        SerialNumber: 'SN-7',
        custom_attributes: { fleet: 'north' },
        custom_permissions: { Report: true },
      })
    },
  )

  test('name the device also when it cannot sign', async () => {
    const actor_token = new UnsecuredJWT({ did: 'device-0002' }).encode()
    const { body } = await ask('rich', { actor_token, actor_token_type: jwtType })
    expect((await verify(body['access_token']!)).payload).toMatchObject({ did: 'device-0002' })
  })

  test('do not let the device say what only the org may say', async () => {
    const claims = {
      iss: 'me',
      sub: 'me',
      aud: 'https://elsewhere.example',
      exp: Math.floor(Date.now() / 1000) + 1e6,
      iat: 1,
      scope: 'api',
      client_id: 'me',
      custom_permissions: { Everything: true },
      custom_attributes: { fleet: 'mine' },
    }
    const { body } = await ask('unsigned', await actor(claims))
    const { payload } = await verify(body['access_token']!)
    expect(Object.keys(payload)).toEqual(['aud', 'nbf', 'iss', 'iat', 'exp', 'did', 'cnf'])
    expect(payload).toMatchObject({ iss: org.hosts.my_domain, aud: [audience] })
  })

  test('open nothing in the org, and are no token that could be revoked', async () => {
    const { body } = await ask('rich', await actor())
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(false)
    expect((await org.ledger()).tokens).toHaveLength(2)
  })

  test('may come with the credentials of the app, if they are its own and right', async () => {
    const own = { ...(await actor()), ...credentials(org.app('rich')) }
    expect((await ask('rich', own)).status).toBe(200)
    expect((await ask('rich', { ...own, client_secret: 'wrong' })).body['error']).toBe(
      'invalid_client',
    )
    const others = { ...(await actor()), ...credentials(org.app('web')) }
    expect((await ask('rich', others)).body['error']).toBe('invalid_grant')
  })
})

test('an access token alone is enough, for the token of the device is optional', async () => {
  const { body } = await ask('rich')
  const { payload } = await verify(body['access_token']!)
  expect(payload).not.toHaveProperty('did')
})

test('a handler that is named makes it an exchange of an external token after all', async () => {
  const given = { token_handler: 'Test', ...credentials(org.app('rich')) }
  expect((await ask('rich', given)).body['error_description']).toBe('token exchange failed')
})

describe('no asset token is made', () => {
  test.each<[string, string, string | undefined, string]>([
    ['for an app that makes none', 'off', undefined, 'asset tokens not enabled'],
    ['without the scope api', 'rich', 'openid id refresh_token', 'no valid scopes defined'],
    ['without the scope openid', 'rich', 'api id', 'no valid scopes defined'],
  ])('%s', async (_, app, scope, description) => {
    const { status, body } = await ask(app, await actor(), scope)
    expect({ status, body }).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: description },
    })
  })

  test('for a dead access token, a refresh token or an invented one', async () => {
    const tokens = await login(org.hosts.login, org.app('asset'))
    await org.control('expire')
    for (const subject_token of [tokens.access_token, tokens.refresh_token, '00Dx!AQ', undefined]) {
      const { body } = await ask('asset', { ...(await actor()), subject_token })
      expect(body['error_description']).toBe('expired access/refresh token')
    }
  })

  test.each(['saml2', 'jwt', undefined])('for a subject token of type %s', async (type) => {
    const subject_token_type = type && `urn:ietf:params:oauth:token-type:${type}`
    const { body } = await ask('asset', { ...(await actor()), subject_token_type })
    expect(body['error']).toBe('unsupported_token_type')
  })

  test('for a device token of another type', async () => {
    const given = { ...(await actor()), actor_token_type: accessType }
    expect((await ask('asset', given)).body['error']).toBe('unsupported_token_type')
  })

  test('for a device token signed by another key than its own, without a key, over, or broken', async () => {
    const stranger = rsaKey()
    const cnf = { jwk: await exportJWK(stranger.privateKey) }
    const unsecured = new UnsecuredJWT({ did: 'x' }).encode()
    const tokens = [
      (await actor({ cnf }))['actor_token'],
      (await actor({ cnf: undefined }))['actor_token'],
      (await actor({ cnf: { jwk: { kty: 'oct', k: 'AAAA' } } }))['actor_token'],
      (await actor({ exp: 1 }))['actor_token'],
      new UnsecuredJWT({ did: 'x', exp: 1 }).encode(),
      `${unsecured}AAAA`,
      'nonsense',
    ]
    for (const actor_token of tokens) {
      const { body } = await ask('asset', { actor_token, actor_token_type: jwtType })
      expect(body['error_description']).toBe('invalid assertion')
    }
  })
})
