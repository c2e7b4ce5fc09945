import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback } from '../support/callback.js'
import { discoverOnLoopback } from '../support/openid-client.js'
import { readyApp, secretOf } from '../support/ready-app.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>
type Callback = Awaited<ReturnType<typeof startCallback>>

const initialAccessToken = 'lets-apps-register'

let org: Org
beforeAll(async () => {
  org = await startOrg({
    port: 0,
    autoApprove: true,
    config: { org: { initial_access_tokens: [{ token: initialAccessToken, app: 'web' }] } },
  })
})
afterAll(() => org.close())

describe.each(['my_domain', 'login', 'sandbox', 'site'] as const)('openid-client at %s', (role) => {
  it.each([
    ['client_secret_post', oidc.ClientSecretPost],
    ['client_secret_basic', oidc.ClientSecretBasic],
  ])('introspects its tokens with %s', async (_, authentication) => {
    const tokens = await login(await discover('web'))
    const config = await discover('web', role, authentication)

    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      client_id: readyApp(org, 'web').client_id,
      username: org.ready.users[0]!.username,
      token_type: 'access_token',
      exp: expect.any(Number),
    })
    expect(
      await oidc.tokenIntrospection(config, tokens.refresh_token!, {
        token_type_hint: 'refresh_token',
      }),
    ).toMatchObject({ active: true, token_type: 'refresh_token' })
  })

  it('finds a revoked token inactive, and its claims gone', async () => {
    const tokens = await login(await discover('web'))
    const config = await discover('web', role)
    // The same person has another identity URL at the test host.
    const { hosts, org_id: orgId, users } = org.ready
    const at = role === 'sandbox' ? hosts.sandbox : hosts.login
    const subject = `${at}/id/${orgId}/${users[0]!.user_id}`
    expect(await oidc.fetchUserInfo(config, tokens.access_token, subject)).toMatchObject({
      preferred_username: users[0]!.username,
    })

    await oidc.tokenRevocation(config, tokens.refresh_token!)

    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
    await expect(oidc.fetchUserInfo(config, tokens.access_token, subject)).rejects.toMatchObject({
      cause: { status: 403 },
    })
  })

  it('is told that it is not the client it says it is', async () => {
    const { access_token: token } = await login(await discover('web'))
    const { client_id: id } = readyApp(org, 'web')
    const wrong = oidc.ClientSecretPost('wrong')
    const config = await discoverOnLoopback(org.ready.hosts[role], id, wrong)

    await expect(oidc.tokenIntrospection(config, token)).rejects.toMatchObject({
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
      status: 401,
    })
  })
})

describe('openid-client registers an app', () => {
  it('which logs in, refreshes and introspects, and which its registrar may introspect', async () => {
    await using callback = await startCallback('/cb')
    const config = await register(callback)
    const metadata = config.clientMetadata()
    expect(metadata).toMatchObject({
      redirect_uris: [callback.redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token', 'hybrid_auth_code'],
      client_secret_expires_at: 0,
    })

    const tokens = await login(config, callback)
    const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token!)

    expect(tokens.claims()).toMatchObject({ aud: metadata.client_id })
    for (const asking of [config, await discover('web')]) {
      expect(await oidc.tokenIntrospection(asking, renewed.access_token)).toMatchObject({
        active: true,
        client_id: metadata.client_id,
      })
    }
    expect(await oidc.tokenIntrospection(await discover('rotating'), renewed.access_token)).toEqual(
      { active: false },
    )
  })

  it('only with the initial access token', async () => {
    await using callback = await startCallback('/cb')

    await expect(register(callback, 'wrong')).rejects.toMatchObject({
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
      status: 401,
    })
  })

  it('and is told why it cannot', async () => {
    await expect(register({ redirectUri: 'http://app.example/cb' })).rejects.toMatchObject({
      error: 'failed_registration',
      error_description: 'redirect_uris[0] is http on a host that is not loopback',
      status: 400,
    })
  })
})

function discover(
  name: string,
  role: 'my_domain' | 'login' | 'sandbox' | 'site' = 'my_domain',
  authentication: (secret: string) => oidc.ClientAuth = oidc.ClientSecretPost,
): Promise<oidc.Configuration> {
  const app = readyApp(org, name)
  return discoverOnLoopback(org.ready.hosts[role], app.client_id, authentication(secretOf(app)))
}

function register(
  callback: Pick<Callback, 'redirectUri'>,
  token = initialAccessToken,
): Promise<oidc.Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the org speaks http on loopback
  const execute = [oidc.allowInsecureRequests]
  return oidc.dynamicClientRegistration(
    new URL(org.ready.hosts.my_domain),
    {
      redirect_uris: [callback.redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      client_name: 'Registered by openid-client',
    },
    undefined,
    { initialAccessToken: token, execute },
  )
}

async function login(config: oidc.Configuration, registered?: Callback): Promise<Tokens> {
  await using own = await startCallback('/OauthRedirect')
  const callback = registered ?? own
  const verifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  await scriptedBrowser(
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback.redirectUri,
      state: expectedState,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  )
  return await oidc.authorizationCodeGrant(config, callback.received(), {
    pkceCodeVerifier: verifier,
    expectedState,
    idTokenExpected: true,
  })
}
