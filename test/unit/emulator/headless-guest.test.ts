import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { accepts, get, refresh } from './support/client.js'
import { authorize, guest, namedUser, redeem, refusal } from './support/headless.js'
import { sharedOrg } from './support/shared-org.js'

const redirect_uri = 'https://app.example.com/callback'
const app = {
  redirect_uris: [redirect_uri],
  require_secret_web_server: false,
  preauthorized: ['customer@site.example'],
}
const org = sharedOrg({
  config: {
    apps: [
      { ...app, name: 'no-guests', code_credentials: { enabled: true } },
      {
        ...app,
        name: 'jwt-headless',
        jwt_access_tokens: { enabled: true },
        code_credentials: { enabled: true, guest: true },
      },
    ],
  },
})
const scope = 'api refresh_token'
const uvidInvalid = '400 invalid_request: uvid invalid'

/** A guest token of a visitor. */
async function guestToken(uvid: string): Promise<string> {
  const attempt = await authorize(org, guest(`UVID ${uvid}`), { scope })
  return (await redeem(org, attempt, guest(uvid))).body['access_token']!
}

describe('a guest', () => {
  test('gets a JWT of the site that userinfo and the REST API accept', async () => {
    const uvid = randomUUID()
    const attempt = await authorize(org, guest(`UVID ${uvid}`), { scope, state: 'a state' })
    expect(Object.fromEntries(attempt.location!.searchParams)).toEqual({
      code: expect.any(String),
      sfdc_community_url: org.hosts.site,
      sfdc_community_id: expect.any(String),
      state: 'a state',
    })
    const { status, body } = await redeem(org, attempt, guest(uvid))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      token_format: 'jwt',
      scope,
      instance_url: org.hosts.site,
      sfdc_community_url: org.hosts.site,
    })
    const token = body['access_token']!
    const keys = createRemoteJWKSet(new URL(`${org.hosts.site}/id/keys`))
    const { payload } = await jwtVerify(token, keys, {
      issuer: org.hosts.site,
      audience: org.hosts.site,
    })
    expect(payload).toMatchObject({
      sub: `uvid:${uvid}`,
      scp: scope,
      client_id: org.app('headless').client_id,
    })
    expect(await accepts(org.hosts.site, token)).toBe(true)
    const userinfo = await get(`${org.hosts.site}/services/oauth2/userinfo`, token)
    expect(await userinfo.json()).toMatchObject({ user_type: 'GUEST' })
    expect((await get(body['id']!, token)).status).toBe(200)
  })

  test('stays the same visitor after a refresh', async () => {
    const uvid = randomUUID()
    const attempt = await authorize(org, guest(`UVID ${uvid}`), { scope })
    const { body } = await redeem(org, attempt, guest(uvid))
    const again = await refresh(org.hosts.site, org.app('headless'), body['refresh_token']!)
    expect(decodeJwt(again.body['access_token']!).sub).toBe(`uvid:${uvid}`)
  })

  test('may come with the prefixed hint in the body, or with a guest token', async () => {
    const uvid = randomUUID()
    const headers = { 'auth-request-type': 'guest' }
    const first = await authorize(org, headers, { scope, uvid_hint: `UVID ${uvid}` })
    const token = (await redeem(org, first, guest(uvid))).body['access_token']!
    const second = await authorize(org, guest(`JWT ${token}`), { scope })
    expect((await redeem(org, second, guest(uvid))).status).toBe(200)
  })

  test('cannot run SOQL, nor call the host of the org', async () => {
    const token = await guestToken(randomUUID())
    const path = '/services/data/v67.0/query?q=SELECT+Id+FROM+User'
    expect((await get(`${org.hosts.site}${path}`, token)).status).toBe(403)
    const elsewhere = await get(`${org.hosts.my_domain}/services/data/v67.0/`, token)
    expect(elsewhere.status).toBe(401)
    expect(await elsewhere.json()).toEqual([
      { message: 'INVALID_ISS', errorCode: 'INVALID_AUTH_HEADER' },
    ])
  })

  test('is no user of the login page, and one of six visitors ends no other', async () => {
    const tokens: string[] = []
    for (let visitor = 0; visitor < 6; visitor += 1) tokens.push(await guestToken(randomUUID()))
    expect(await accepts(org.hosts.site, tokens[0]!)).toBe(true)
    expect(org.ready.users.map(({ username }) => username)).not.toContain('guest@site.example')
  })
})

describe('a guest is refused at the authorization endpoint', () => {
  const uvid = 'f4a9d1de-6a4e-4c70-9a3f-0d2f4b8e1c55'

  test.each([
    ['without a hint', { 'auth-request-type': 'guest' }],
    ['without the prefix', guest(uvid)],
    ['with the prefix in lower case', guest(`uvid ${uvid}`)],
    ['with something else than a UUID', guest('UVID somebody')],
    ['with a UUID of another version', guest('UVID 6ba7b810-9dad-11d1-80b4-00c04fd430c8')],
    ['with a token that is none of ours', guest('JWT eyJhbGciOiJub25lIn0.e30.')],
  ])('%s', async (_, headers) => {
    expect(refusal(await authorize(org, headers, { scope }))).toBe(uvidInvalid)
  })

  test('with the token of a customer', async () => {
    const { username, password } = org.user(2)
    const attempt = await authorize(org, namedUser(username, password))
    const token = (await redeem(org, attempt)).body['access_token']!
    expect(refusal(await authorize(org, guest(`JWT ${token}`), { scope }))).toBe(uvidInvalid)
  })

  test.each(['Guest', 'Guest-User'])('with the request type %s', async (type) => {
    const headers = { ...guest(`UVID ${uvid}`), 'auth-request-type': type }
    expect(refusal(await authorize(org, headers, { scope }))).toBe(
      '400 invalid_request: invalid headers',
    )
  })

  test('without a scope', async () => {
    expect(refusal(await authorize(org, guest(`UVID ${uvid}`)))).toBe(
      '400 invalid_scope: the requested scope is invalid, unknown, or malformed',
    )
  })

  test('of an app that lets no guests in', async () => {
    const at = { scope, redirect_uri }
    expect(refusal(await authorize(org, guest(`UVID ${uvid}`), at, 'no-guests'))).toBe(
      '400 unauthorized_client: guest flow not enabled',
    )
  })
})

describe('the code of a guest is refused', () => {
  test.each([
    ['without headers', () => ({})],
    ['with the prefix', (uvid: string) => guest(`UVID ${uvid}`)],
    ['with another visitor', () => guest(randomUUID())],
    ['without the type', (uvid: string) => ({ 'uvid-hint': uvid })],
    ['without the visitor', () => ({ 'auth-request-type': 'guest' })],
  ])('%s', async (_, headers) => {
    const uvid = randomUUID()
    const attempt = await authorize(org, guest(`UVID ${uvid}`), { scope })
    expect(refusal(await redeem(org, attempt, headers(uvid)))).toBe(uvidInvalid)
    // A refusal uses nothing up.
    expect((await redeem(org, attempt, guest(uvid))).status).toBe(200)
  })
})

describe('a visitor who logs in', () => {
  async function claims(hint: string): Promise<Record<string, unknown>> {
    const { username, password } = org.user(2)
    const headers = { ...namedUser(username, password), 'uvid-hint': hint }
    const attempt = await authorize(org, headers, { redirect_uri }, 'jwt-headless')
    return decodeJwt((await redeem(org, attempt)).body['access_token']!)
  }

  test.each([
    ['the guest token', (_uvid: string, token: string) => token],
    ['the guest token and its prefix', (_uvid: string, token: string) => `JWT ${token}`],
    ['the id and its prefix', (uvid: string) => `UVID ${uvid}`],
  ])('is known by %s in JWT tokens', async (_, hint) => {
    const uvid = randomUUID()
    expect(await claims(hint(uvid, await guestToken(uvid)))).toMatchObject({ uvid })
  })

  test('is refused with a hint of another shape', async () => {
    const { username, password } = org.user(2)
    const headers = { ...namedUser(username, password), 'uvid-hint': randomUUID() }
    expect(refusal(await authorize(org, headers))).toBe(uvidInvalid)
  })
})
