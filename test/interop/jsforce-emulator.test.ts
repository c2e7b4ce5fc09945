import { createHmac } from 'node:crypto'
import { Connection, OAuth2, type TokenResponse } from 'jsforce'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback } from '../support/callback.js'
import { readyApp, secretOf } from '../support/ready-app.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

describe('jsforce against the emulator', () => {
  let org: Org
  beforeAll(async () => {
    org = await startOrg({ port: 0, autoApprove: true })
  })
  afterAll(() => org.close())

  it('logs in with a code and PKCE at the login host, with its 171-character verifier', async () => {
    const { oauth2, tokens } = await login(org)
    const admin = org.ready.users[0]!

    expect(oauth2.codeVerifier).toHaveLength(171)
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      instance_url: org.ready.hosts.my_domain,
      id: `${org.ready.hosts.login}/id/${org.ready.org_id}/${admin.user_id}`,
    })
    expect(tokens.access_token).toMatch(/^00D\w{12}![.\w]+$/)
    expect(tokens.refresh_token).toMatch(/^5Aep861[\w.]+={0,2}$/)
    expect(tokens.signature).toBe(
      createHmac('sha256', secretOf(readyApp(org, 'web')))
        .update(tokens.id + tokens.issued_at)
        .digest('base64'),
    )
  })

  it('is told why, by name and message, when a code is used a second time', async () => {
    const { oauth2, code } = await login(org)

    await expect(oauth2.requestToken(code)).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'expired authorization code',
    })
  })

  it('refreshes, though it sends the old code_verifier along', async () => {
    const { oauth2, tokens } = await login(org)
    const refreshed = await oauth2.refreshToken(tokens.refresh_token!)

    expect(refreshed.access_token).not.toBe(tokens.access_token)
    expect(refreshed).not.toHaveProperty('refresh_token')
    expect(refreshed).toMatchObject({ id: tokens.id, instance_url: tokens.instance_url })
  })

  it('reads who it is, and queries', async () => {
    const connection = await connect(org)
    const admin = org.ready.users[0]!

    expect(await connection.identity()).toMatchObject({
      username: admin.username,
      user_id: admin.user_id,
      organization_id: org.ready.org_id,
      asserted_user: true,
    })
    const result = await connection.query(
      `SELECT Id, Username FROM User WHERE Username = '${admin.username}'`,
    )
    expect(result).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ Id: admin.user_id, Username: admin.username }],
    })
  })

  it('refreshes by itself when its session has ended, and repeats the call', async () => {
    const connection = await connect(org)
    const before = connection.accessToken
    const refreshes: string[] = []
    connection.on('refresh', (token: string) => refreshes.push(token))
    await fetch(`${org.ready.hosts.my_domain}/_emulator/expire`, { method: 'POST' })

    expect((await connection.query('SELECT Id FROM Organization')).totalSize).toBe(1)
    expect(refreshes).toEqual([connection.accessToken])
    expect(refreshes).not.toContain(before)
  })

  it('revokes: the refresh token is dead, and so is the session', async () => {
    const { oauth2, tokens } = await login(org)
    await oauth2.revokeToken(tokens.refresh_token!)
    const { instance_url: instanceUrl, access_token: accessToken } = tokens
    const connection = new Connection({ instanceUrl, accessToken })

    await expect(oauth2.refreshToken(tokens.refresh_token!)).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'expired access/refresh token',
    })
    await expect(connection.query('SELECT Id FROM User')).rejects.toMatchObject({
      name: 'INVALID_SESSION_ID',
    })
  })

  it('reads the urlencoded error when it revokes nonsense', async () => {
    const oauth2 = new OAuth2({ loginUrl: org.ready.hosts.login })

    await expect(oauth2.revokeToken('nonsense')).rejects.toMatchObject({
      name: 'unsupported_token_type',
      message: 'this token type is not supported',
    })
  })
})

interface Login {
  readonly oauth2: OAuth2
  readonly code: string
  readonly tokens: TokenResponse
}

async function login(org: Org): Promise<Login> {
  await using callback = await startCallback('/OauthRedirect')
  const app = readyApp(org, 'web')
  const oauth2 = new OAuth2({
    loginUrl: org.ready.hosts.login,
    clientId: app.client_id,
    clientSecret: secretOf(app),
    redirectUri: callback.redirectUri,
    useVerifier: true,
  })
  await scriptedBrowser(oauth2.getAuthorizationUrl({ state: 'kept & unchanged' }))
  const answer = callback.received().searchParams
  expect(answer.get('state')).toBe('kept & unchanged')
  const code = answer.get('code') ?? ''
  return { oauth2, code, tokens: await oauth2.requestToken(code) }
}

async function connect(org: Org): Promise<Connection> {
  const { oauth2, tokens } = await login(org)
  const connection = new Connection({
    oauth2,
    instanceUrl: tokens.instance_url,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token!,
  })
  connection.userInfo = { id: '', organizationId: '', url: tokens.id }
  return connection
}
