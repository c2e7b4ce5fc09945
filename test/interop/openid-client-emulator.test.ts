import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback } from '../support/callback.js'
import { discoverOnLoopback } from '../support/openid-client.js'
import { readyApp, secretOf } from '../support/ready-app.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

let org: Org
beforeAll(async () => {
  org = await startOrg({ port: 0, autoApprove: true })
})
afterAll(() => org.close())

describe.each(['web', 'rotating', 'jwt-tokens'])('openid-client with the app %s', (name) => {
  it.each(['my_domain', 'login', 'sandbox'] as const)(
    'discovers %s, logs in with PKCE, and accepts signature, issuer, audience, nonce and at_hash',
    async (role) => {
      const config = await discover(name, role)
      const tokens = await login(config)
      const claims = tokens.claims()

      expect(claims).toMatchObject({
        iss: org.ready.hosts[role],
        aud: readyApp(org, name).client_id,
        at_hash: expect.any(String),
      })
      expect(claims?.sub).toContain(`/id/${org.ready.org_id}/${org.ready.users[0]!.user_id}`)
      expect(tokens).toMatchObject({ token_type: 'bearer' })
      expect(tokens.expires_in).toBe(undefined)
    },
  )

  it('reads the claims of the person it logged in', async () => {
    const config = await discover(name)
    const tokens = await login(config)
    const claims = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub)

    expect(claims).toMatchObject({
      preferred_username: org.ready.users[0]!.username,
      organization_id: org.ready.org_id,
    })
  })

  it('refreshes, and accepts the new ID token', async () => {
    const config = await discover(name)
    const first = await login(config)
    const second = await oidc.refreshTokenGrant(config, first.refresh_token!)

    expect(second.access_token).not.toBe(first.access_token)
    expect(second.claims()?.sub).toBe(first.claims()?.sub)
  })

  it('revokes a refresh token', async () => {
    const config = await discover(name)
    const tokens = await login(config)
    await oidc.tokenRevocation(config, tokens.refresh_token!)

    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'expired access/refresh token',
    })
  })

  it('may authenticate with HTTP Basic', async () => {
    const config = await discover(name, 'my_domain', oidc.ClientSecretBasic)

    expect(await login(config)).toHaveProperty('access_token')
  })
})

describe('openid-client with the settings of an app', () => {
  it('gets a new refresh token at each refresh when they rotate, and the old one is dead', async () => {
    const config = await discover('rotating')
    const first = await login(config)
    const second = await oidc.refreshTokenGrant(config, first.refresh_token!)

    expect(second.refresh_token).toEqual(expect.any(String))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    await expect(oidc.refreshTokenGrant(config, first.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.refreshTokenGrant(config, second.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('gets a JWT as access token when the app asks for it, else an opaque one', async () => {
    const [jwt, opaque] = [
      await login(await discover('jwt-tokens')),
      await login(await discover('web')),
    ]

    expect(jwt.access_token.split('.')).toHaveLength(3)
    expect(jwt).toHaveProperty('token_format', 'jwt')
    expect(opaque.access_token).toMatch(/^00D\w{12}!/)
  })

  it('is refused a code with another verifier', async () => {
    const config = await discover('web')

    await expect(login(config, oidc.randomPKCECodeVerifier())).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'invalid code verifier',
    })
  })

  it('is sent back with an error when it leaves PKCE out', async () => {
    await using callback = await startCallback('/OauthRedirect')
    const config = await discover('web')
    await scriptedBrowser(
      oidc.buildAuthorizationUrl(config, { redirect_uri: callback.redirectUri, state: 's' }),
    )

    expect(Object.fromEntries(callback.received().searchParams)).toEqual({
      error: 'invalid_request',
      error_description: 'missing required code challenge',
      state: 's',
    })
  })

  it('logs a public app in without a secret', async () => {
    const config = await discoverOnLoopback(
      org.ready.hosts.my_domain,
      readyApp(org, 'public').client_id,
      oidc.None(),
    )
    const tokens = await login(config)

    expect(await oidc.refreshTokenGrant(config, tokens.refresh_token!)).toHaveProperty('id_token')
  })
})

function discover(
  name: string,
  role: 'my_domain' | 'login' | 'sandbox' = 'my_domain',
  authentication: (secret: string) => oidc.ClientAuth = oidc.ClientSecretPost,
): Promise<oidc.Configuration> {
  const app = readyApp(org, name)
  return discoverOnLoopback(org.ready.hosts[role], app.client_id, authentication(secretOf(app)))
}

/** @param sent The verifier to show for the code, when it is not the right one. */
async function login(config: oidc.Configuration, sent?: string): Promise<Tokens> {
  await using callback = await startCallback('/OauthRedirect')
  const verifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  await scriptedBrowser(
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback.redirectUri,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  )
  return await oidc.authorizationCodeGrant(config, callback.received(), {
    pkceCodeVerifier: sent ?? verifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  })
}
