import * as oidc from 'openid-client'
import { describe, expect, it } from 'vitest'
import { startCallback } from '../support/callback.js'
import { startOidcServer, type OidcServer } from '../support/oidc-server.js'
import { discoverOnLoopback } from '../support/openid-client.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

const scope = 'openid profile email offline_access'

describe('the third-party OpenID provider', () => {
  it('logs a confidential client in with code and PKCE, browser and callback included', async () => {
    await using server = await startOidcServer()
    const tokens = await login(server, await confidential(server))

    expect(tokens.claims()).toMatchObject({
      iss: server.issuer,
      aud: server.client.id,
      sub: server.account.sub,
    })
    expect(tokens).toMatchObject({ token_type: 'bearer', scope, expires_in: 3600 })
    expect(tokens.refresh_token).toEqual(expect.any(String))
    expect(server.counts()).toEqual({ authorization_code: 1 })
  })

  it('logs a public client in and tells who it was', async () => {
    await using server = await startOidcServer()
    const config = await native(server)
    const tokens = await login(server, config)

    expect(await oidc.fetchUserInfo(config, tokens.access_token, server.account.sub)).toEqual({
      ...server.account,
      email_verified: true,
    })
  })

  it('grants no refresh token without prompt=consent', async () => {
    await using server = await startOidcServer()
    const tokens = await login(server, await native(server), { prompt: undefined })

    expect(tokens.refresh_token).toBe(undefined)
  })

  it('insists on PKCE', async () => {
    await using server = await startOidcServer()
    await using callback = await startCallback('/callback')
    const config = await confidential(server)
    await scriptedBrowser(
      oidc.buildAuthorizationUrl(config, { redirect_uri: callback.redirectUri, scope }),
    )

    expect(callback.received().searchParams.get('error')).toBe('invalid_request')
  })

  it('rotates refresh tokens and revokes the grant when one comes twice', async () => {
    await using server = await startOidcServer()
    const config = await native(server)
    const first = await login(server, config)
    const second = await oidc.refreshTokenGrant(config, first.refresh_token!)

    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(server.revokedGrants()).toEqual([])
    await expect(oidc.refreshTokenGrant(config, first.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(oidc.refreshTokenGrant(config, second.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    expect(server.revokedGrants()).toHaveLength(1)
    expect(server.counts()).toEqual({ authorization_code: 1, refresh_token: 3 })
  })

  it('keeps a refresh token when rotation is off, and says how long an access token lives', async () => {
    await using server = await startOidcServer({ rotate: false, accessTokenTtl: 77 })
    const config = await confidential(server)
    const first = await login(server, config)
    const second = await oidc.refreshTokenGrant(config, first.refresh_token!)

    expect(second).toMatchObject({ refresh_token: first.refresh_token, expires_in: 77 })
  })

  it('introspects and revokes', async () => {
    await using server = await startOidcServer()
    const config = await confidential(server)
    const tokens = await login(server, config)

    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      sub: server.account.sub,
    })
    await oidc.tokenRevocation(config, tokens.refresh_token!)
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
    expect(server.revokedGrants()).toHaveLength(1)
  })

  it('shares nothing with a second server', async () => {
    await using one = await startOidcServer()
    await using other = await startOidcServer()
    const tokens = await login(one, await native(one))

    await expect(
      oidc.refreshTokenGrant(await native(other), tokens.refresh_token!),
    ).rejects.toMatchObject({ error: 'invalid_grant' })
    expect([one.counts(), other.counts()]).toEqual([
      { authorization_code: 1 },
      { refresh_token: 1 },
    ])
  })
})

function confidential(server: OidcServer): Promise<oidc.Configuration> {
  const { id, secret } = server.client
  return discoverOnLoopback(server.issuer, id, oidc.ClientSecretBasic(secret))
}

function native(server: OidcServer): Promise<oidc.Configuration> {
  return discoverOnLoopback(server.issuer, server.publicClient.id, oidc.None())
}

async function login(
  server: OidcServer,
  config: oidc.Configuration,
  { prompt }: { readonly prompt: string | undefined } = { prompt: 'consent' },
): Promise<Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>> {
  await using callback = await startCallback('/callback')
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const visit = await scriptedBrowser(
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback.redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(prompt === undefined ? {} : { prompt }),
    }),
  )
  expect(visit).toMatchObject({
    finalUrl: new URL('/done', callback.redirectUri).href,
    status: 200,
  })
  expect(callback.received().searchParams.get('iss')).toBe(server.issuer)
  return await oidc.authorizationCodeGrant(config, callback.received(), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  })
}
