import { generateKeyPairSync } from 'node:crypto'
import { importPKCS8 } from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback } from '../support/callback.js'
import { discoverOnLoopback } from '../support/openid-client.js'
import { readyApp, secretOf } from '../support/ready-app.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()

let org: Org
beforeAll(async () => {
  org = await startOrg({
    autoApprove: true,
    config: {
      apps: [
        {
          name: 'signing',
          certificate,
          client_credentials: { run_as: 'admin@acme.example' },
          token_exchange: { handlers: [{ name: 'Test', default: true }] },
          redirect_uris: ['http://127.0.0.1/cb'],
          loopback_any_port: true,
        },
      ],
    },
  })
})
afterAll(() => org.close())

describe('openid-client gets client credentials', () => {
  it.each([
    ['in a Basic header', oidc.ClientSecretBasic],
    ['in the body', oidc.ClientSecretPost],
  ] as const)('%s', async (_, authenticate) => {
    const app = readyApp(org, 'server')
    const config = await discover('server', authenticate(secretOf(app)))
    const tokens = await oidc.clientCredentialsGrant(config)

    expect(tokens).toMatchObject({ token_type: 'bearer', instance_url: org.ready.hosts.my_domain })
    expect(tokens.refresh_token).toBe(undefined)
    expect(tokens.expires_in).toBe(undefined)
  })

  it('with a JWT signed by the key of its certificate', async () => {
    const config = await discover('signing', oidc.PrivateKeyJwt(await jwtKey()))

    expect(await oidc.clientCredentialsGrant(config)).toHaveProperty('access_token')
  })

  it('for no scope it asks for, and is told why', async () => {
    const config = await discover(
      'server',
      oidc.ClientSecretPost(secretOf(readyApp(org, 'server'))),
    )

    await expect(oidc.clientCredentialsGrant(config, { scope: 'api' })).rejects.toMatchObject({
      error: 'invalid_request',
      error_description: 'scope parameter not supported',
      status: 400,
    })
  })
})

describe('openid-client with a JWT for its secret', () => {
  it('logs in, refreshes and exchanges a token', async () => {
    const config = await discover('signing', oidc.PrivateKeyJwt(await jwtKey()))
    const tokens = await login(config)

    expect(await oidc.refreshTokenGrant(config, tokens.refresh_token!)).toHaveProperty('id_token')
    const subject = await subjectToken()
    const exchanged = await oidc.genericGrantRequest(
      config,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      { ...subject, scope: 'api id' },
    )
    expect(exchanged).toMatchObject({ scope: 'id api', token_type: 'bearer' })
  })

  it('is not believed a second time, when somebody else repeats the request', async () => {
    const seen: URLSearchParams[] = []
    const config = await discover('signing', oidc.PrivateKeyJwt(await jwtKey()))
    config[oidc.customFetch] = (url, options) => {
      if (options.body instanceof URLSearchParams) seen.push(options.body)
      return fetch(url, options as RequestInit)
    }
    await oidc.clientCredentialsGrant(config)
    const url = `${org.ready.hosts.my_domain}/services/oauth2/token`
    const again = await fetch(url, { method: 'POST', body: seen[0]! })

    expect(await again.json()).toEqual({
      error: 'invalid_client',
      error_description: 'invalid client credentials',
    })
  })
})

function discover(name: string, authentication: oidc.ClientAuth): Promise<oidc.Configuration> {
  const { client_id: clientId } = readyApp(org, name)
  return discoverOnLoopback(org.ready.hosts.my_domain, clientId, authentication)
}

/** A key for RS256, the one algorithm of the org. */
function jwtKey() {
  return importPKCS8(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'RS256')
}

async function subjectToken(): Promise<Record<string, string>> {
  const answer = await fetch(`${org.ready.hosts.my_domain}/_emulator/subject-token`, {
    method: 'POST',
    body: JSON.stringify({ username: org.ready.users[1]!.username }),
  })
  return (await answer.json()) as Record<string, string>
}

async function login(config: oidc.Configuration) {
  await using callback = await startCallback('/cb')
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  await scriptedBrowser(
    oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback.redirectUri,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: 's',
    }),
  )
  return await oidc.authorizationCodeGrant(config, callback.received(), {
    pkceCodeVerifier,
    expectedState: 's',
  })
}
