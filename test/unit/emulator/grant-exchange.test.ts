import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createRemoteJWKSet, exportJWK, jwtVerify, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  accepts,
  credentials,
  get,
  refresh,
  tokenCall,
  type Answer,
  type Params,
} from './support/client.js'
import { rsaKey, signed } from './support/keys.js'
import { assertionXml, base64url, signXml } from './support/saml.js'
import { sharedOrg } from './support/shared-org.js'

const idp = rsaKey()
const other = rsaKey()
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const issuer = 'https://central-idp.example'
const map = { 'employee-7': 'User@acme.example', customer: 'customer@site.example' }

const org = sharedOrg({
  config: {
    apps: [
      {
        name: 'mapped',
        token_exchange: {
          handlers: [
            { name: 'Mapped', default: true, issuer, certificate: idp.certificate, map },
            {
              name: 'ByEmployee',
              issuer,
              certificate: idp.certificate,
              subject_claim: 'employee',
              audience: 'https://acme.example/api',
              subject_token_types: ['id_token'],
            },
            {
              name: 'Keys',
              issuer,
              jwks: {
                keys: [
                  { ...(await exportJWK(other.privateKey)), d: undefined, kid: 'first' },
                  { ...(await exportJWK(elliptic.publicKey)), kid: 'second', key_ops: ['verify'] },
                ].map(({ kty, n, e, crv, x, y, kid }) =>
                  JSON.parse(JSON.stringify({ kty, n, e, crv, x, y, kid })),
                ),
              },
            },
          ],
        },
      },
      { name: 'without-default', token_exchange: { handlers: ['Only'] } },
      {
        name: 'open',
        require_secret_token_exchange: false,
        token_exchange: { handlers: [{ name: 'Test', default: true }] },
      },
      {
        name: 'admins',
        token_exchange: { handlers: [{ name: 'Test', default: true }] },
        permitted_users: 'admin_approved',
        preauthorized: [],
      },
      {
        name: 'rotated-off',
        scopes: ['api'],
        token_exchange: { handlers: [{ name: 'T', default: true }] },
      },
    ],
    users: [{ username: 'gone@acme.example', active: false }],
  },
})

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'
const failed = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'token exchange failed' },
}

async function minted(body: Record<string, unknown> = {}): Promise<Params> {
  const answer = await org.control('subject-token', { username: 'user@acme.example', ...body })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Params
}

function exchange(
  given: Params,
  app = 'exchange',
  host: 'my_domain' | 'login' | 'sandbox' | 'site' = 'my_domain',
): Promise<Answer> {
  return tokenCall(org.hosts[host], {
    grant_type: grantType,
    ...credentials(org.app(app)),
    ...given,
  })
}

async function ofIdp(claims: Record<string, unknown> = {}, key = idp): Promise<Params> {
  const exp = Math.floor(Date.now() / 1000) + 60
  return {
    subject_token: await signed({ iss: issuer, sub: 'employee-7', exp, ...claims }, key.privateKey),
    subject_token_type: jwtType,
  }
}

describe('a token of the built-in test issuer', () => {
  test('is exchanged for an ordinary answer, without issued_token_type or expires_in', async () => {
    const { status, body } = await exchange(await minted())
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
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
    const identity = await (await get(body['id']!, body['access_token'])).json()
    expect(identity).toMatchObject({ username: 'user@acme.example' })
    expect(
      (await refresh(org.hosts.my_domain, org.app('exchange'), body['refresh_token']!)).status,
    ).toBe(200)
  })

  test('verifies with the keys the org publishes for it', async () => {
    const { subject_token } = await minted({ audience: 'https://api.example', expires_in: 60 })
    const keys = new URL(`${org.hosts.my_domain}/_emulator/subject-token/keys`)
    const { payload } = await jwtVerify(subject_token!, createRemoteJWKSet(keys))
    expect(payload).toMatchObject({ sub: 'user@acme.example', aud: 'https://api.example' })
    expect(payload.exp! - payload.iat!).toBe(60)
  })

  test.each([
    'urn:ietf:params:oauth:token-type:JWT',
    'urn:ietf:params:oauth:token-type:access_token',
    'urn:ietf:params:oauth:token-type:id_token',
    'URN:IETF:params:oauth:token-type:refresh_token',
  ])('may be called %s', async (subject_token_type) => {
    expect((await exchange({ ...(await minted()), subject_token_type })).status).toBe(200)
  })

  test('may be exchanged for less, and then without a refresh token', async () => {
    const { body } = await exchange({ ...(await minted()), scope: 'id api' })
    expect(body['scope']).toBe('id api')
    expect(body).not.toHaveProperty('refresh_token')
    expect(body).not.toHaveProperty('id_token')
  })

  test('is refused more than the app has', async () => {
    for (const scope of ['full', 'api nonsense']) {
      const answer = await exchange({ ...(await minted()), scope })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    }
  })

  test('is good at My Domain and, about a customer, at the site', async () => {
    const customer = await minted({ username: 'customer@site.example' })
    const { body } = await exchange(customer, 'exchange', 'site')
    expect(body).toMatchObject({ instance_url: org.hosts.site })
    expect(await exchange(customer)).toMatchObject(failed)
    expect(await exchange(await minted(), 'exchange', 'site')).toMatchObject(failed)
    for (const host of ['login', 'sandbox'] as const) {
      expect((await exchange(customer, 'exchange', host)).body).toEqual({
        error: 'invalid_grant',
        error_description: 'request not supported on this domain',
      })
    }
  })

  test('fails without a word of why when it is over, by another hand, too long or about nobody', async () => {
    const good = await minted()
    const attempts: Params[] = [
      await minted({ expires_in: -1 }),
      await minted({ username: 'nobody@acme.example' }),
      { ...good, subject_token: `${good['subject_token']!}x` },
      { ...good, subject_token: 'nonsense' },
      { ...good, subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      { ...good, subject_token_type: 'jwt' },
      { ...good, token_handler: 'testissuer' },
      await ofIdp(),
    ]
    for (const given of attempts) expect(await exchange(given)).toMatchObject(failed)
  })

  test('may have 10,000 characters and no more', async () => {
    const ofLength = async (padding: number): Promise<Params> =>
      ofIdp({ padding: 'x'.repeat(padding) })
    const empty = (await ofLength(0))['subject_token']!.length
    // Four characters of base64 for three of the padding.
    const room = Math.floor(((10_000 - empty) * 3) / 4)
    const fits = await ofLength(room - 2)
    expect(fits['subject_token']!.length).toBeGreaterThan(9_990)
    expect((await exchange(fits, 'mapped')).status).toBe(200)
    expect(await exchange(await ofLength(room + 6), 'mapped')).toMatchObject(failed)
  })

  test('needs both parameters', async () => {
    const good = await minted()
    for (const name of ['subject_token', 'subject_token_type']) {
      expect((await exchange({ ...good, [name]: undefined })).body['error']).toBe('invalid_request')
    }
  })

  test('does not let in who is inactive, nor whom the administrator has not admitted', async () => {
    const gone = await minted({ username: 'gone@acme.example' })
    expect((await exchange(gone)).body['error_description']).toBe('inactive user')
    expect((await exchange(await minted(), 'admins')).body['error']).toBe('invalid_app_access')
  })

  test('that cannot be minted says which member is wrong', async () => {
    for (const body of [{}, { username: 'a', expires_in: 'soon' }, { username: 'a', aud: 'x' }]) {
      expect((await org.control('subject-token', body)).status).toBe(400)
    }
  })
})

describe('the app of a token exchange', () => {
  test('has to have the flow', async () => {
    expect((await exchange(await minted(), 'web')).body).toEqual({
      error: 'invalid_grant',
      error_description: 'token exchange flow not enabled',
    })
  })

  test('has to prove itself unless it was set not to', async () => {
    const given = { ...(await minted()), client_secret: undefined }
    expect((await exchange(given)).body['error']).toBe('invalid_client')
    expect((await exchange(given, 'open')).status).toBe(200)
    const wrong = { ...given, client_secret: 'wrong' }
    expect((await exchange(wrong, 'open')).body['error']).toBe('invalid_client')
  })

  test('has to have a default handler when the request names none', async () => {
    const good = await minted()
    expect(await exchange(good, 'without-default')).toMatchObject(failed)
    const named = { ...good, token_handler: 'Only' }
    expect((await exchange(named, 'without-default')).status).toBe(200)
  })
})

describe('a handler', () => {
  test('maps the subjects of its issuer to users, and no others', async () => {
    const { body } = await exchange(await ofIdp(), 'mapped')
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
    expect((await org.ledger()).tokens[0]).toMatchObject({ user: 'user@acme.example' })
    for (const sub of ['admin@acme.example', '__proto__', 'constructor', '']) {
      expect(await exchange(await ofIdp({ sub }), 'mapped')).toMatchObject(failed)
    }
  })

  test('believes its own issuer only, with its own key, while the token lives', async () => {
    const attempts = [
      await ofIdp({ iss: 'https://elsewhere.example' }),
      await ofIdp({ exp: 1 }),
      await ofIdp({ exp: undefined }),
      await ofIdp({}, other),
      await minted(),
    ]
    for (const given of attempts) expect(await exchange(given, 'mapped')).toMatchObject(failed)
  })

  test('does not take its public key for a shared secret', async () => {
    const forged = await new SignJWT({ iss: issuer, sub: 'employee-7', jti: randomUUID() })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1m')
      .sign(Buffer.from(idp.certificate))
    const given = { subject_token: forged, subject_token_type: jwtType }
    expect(await exchange(given, 'mapped')).toMatchObject(failed)
  })

  test('can look at another claim, take certain types only and insist on its audience', async () => {
    const claims = { sub: 'x', employee: 'admin@acme.example', aud: 'https://acme.example/api' }
    const named = {
      token_handler: 'ByEmployee',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    }
    expect((await exchange({ ...(await ofIdp(claims)), ...named }, 'mapped')).status).toBe(200)
    const wrongType = { ...(await ofIdp(claims)), token_handler: 'ByEmployee' }
    expect(await exchange(wrongType, 'mapped')).toMatchObject(failed)
    for (const wrong of [{ aud: 'https://other.example' }, { employee: 7 }]) {
      const given = { ...(await ofIdp({ ...claims, ...wrong })), ...named }
      expect(await exchange(given, 'mapped')).toMatchObject(failed)
    }
  })

  test('takes an assertion of SAML, by its issuer, for its audience, once', async () => {
    const assertion = (more: Record<string, unknown> = {}): string => {
      const xml = assertionXml({
        id: `_${randomUUID()}`,
        issuer,
        username: 'employee-7',
        recipient: `${org.hosts.my_domain}/services/oauth2/token`,
        audience: org.hosts.my_domain,
        startsIn: -1000,
        endsIn: 60_000,
        confirmationEndsIn: 60_000,
        method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
        version: '2.0',
        conditions: '',
        ...more,
      })
      return base64url(signXml(xml, more['by'] === 'other' ? other.privateKey : idp.privateKey))
    }
    const send = (subject_token: string, token_handler?: string): Promise<Answer> =>
      exchange(
        {
          subject_token,
          subject_token_type: 'urn:ietf:params:oauth:token-type:saml2',
          token_handler,
        },
        'mapped',
      )
    const good = assertion()
    expect((await send(good)).status).toBe(200)
    expect(await send(good)).toMatchObject(failed)
    expect(await send(assertion({ issuer: 'https://elsewhere.example' }))).toMatchObject(failed)
    expect(await send(assertion({ audience: 'https://elsewhere.example' }))).toMatchObject(failed)
    expect(await send(assertion({ username: 'employee-8' }))).toMatchObject(failed)
    expect(await send(assertion({ by: 'other' }))).toMatchObject(failed)
    // One that takes ID tokens only, and one whose keys are JSON.
    expect(await send(assertion(), 'ByEmployee')).toMatchObject(failed)
    expect(await send(assertion(), 'Keys')).toMatchObject(failed)
  })

  test('can have several keys, also of elliptic curves', async () => {
    const claims = { iss: issuer, sub: 'admin@acme.example', exp: Date.now() }
    const subject_token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256' })
      .sign(elliptic.privateKey)
    const given = { subject_token, subject_token_type: jwtType, token_handler: 'Keys' }
    expect((await exchange(given, 'mapped')).status).toBe(200)
    const first = { ...(await ofIdp({ sub: 'admin@acme.example' }, other)), token_handler: 'Keys' }
    expect((await exchange(first, 'mapped')).status).toBe(200)
    const neither = { ...(await ofIdp({ sub: 'admin@acme.example' })), token_handler: 'Keys' }
    expect(await exchange(neither, 'mapped')).toMatchObject(failed)
  })

  test('stands in the ready line as it can be configured again', () => {
    const { settings } = org.app('mapped')
    expect(settings['token_exchange']).toMatchObject({
      handlers: [{ name: 'Mapped', issuer, certificate: idp.certificate }, {}, { jwks: {} }],
    })
  })
})
