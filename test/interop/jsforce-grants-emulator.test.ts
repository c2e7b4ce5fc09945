import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import { Connection, OAuth2 } from 'jsforce'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { readyApp, secretOf } from '../support/ready-app.js'

let org: Org
beforeAll(async () => {
  org = await startOrg({})
})
afterAll(() => org.close())

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

describe('jsforce without a person', () => {
  it('authorizes with a JWT, with no client id besides, and queries', async () => {
    const connection = new Connection({ oauth2: { loginUrl: org.ready.hosts.login } })
    const user = org.ready.users[1]!
    const info = await connection.authorize({
      grant_type: grantType,
      assertion: await assertion({ sub: user.username }),
    })

    expect(info).toMatchObject({ id: user.user_id, organizationId: org.ready.org_id })
    expect(connection.instanceUrl).toBe(org.ready.hosts.my_domain)
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).toBe(1)
  })

  it('is told that a JWT is over in the words it knows', async () => {
    const oauth2 = new OAuth2({ loginUrl: org.ready.hosts.login })
    const request = { grant_type: grantType, assertion: await assertion({ exp: 1 }) }

    await expect(oauth2.requestToken(request)).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'expired authorization code',
    })
  })

  it('logs in with user name and password, and again when the session has ended', async () => {
    const { username, password } = org.ready.users[0]!
    const connection = connectionOf('legacy', org.ready.hosts.login)
    const info = await connection.login(username, password)
    const before = connection.accessToken
    await fetch(`${org.ready.hosts.my_domain}/_emulator/expire`, { method: 'POST' })

    expect(info.organizationId).toBe(org.ready.org_id)
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).toBe(1)
    expect(connection.accessToken).not.toBe(before)
  })

  it('is told that a password is wrong', async () => {
    const connection = connectionOf('legacy', org.ready.hosts.login)

    await expect(connection.login(org.ready.users[0]!.username, 'wrong')).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'authentication failure',
    })
  })

  it('gets client credentials at My Domain, and is told that the login host has none', async () => {
    const request = { grant_type: 'client_credentials' }
    const connection = connectionOf('server', org.ready.hosts.my_domain)
    const info = await connection.authorize(request)

    expect(info.id).toBe(org.ready.users[0]!.user_id)
    await expect(
      connectionOf('server', org.ready.hosts.login).authorize(request),
    ).rejects.toMatchObject({
      name: 'invalid_grant',
      message: 'request not supported on this domain',
    })
  })
})

function connectionOf(name: string, loginUrl: string): Connection {
  const app = readyApp(org, name)
  return new Connection({
    loginUrl,
    oauth2: { loginUrl, clientId: app.client_id, clientSecret: secretOf(app) },
  })
}

function assertion(claims: Record<string, unknown>): Promise<string> {
  const app = readyApp(org, 'jwt')
  return new SignJWT({
    iss: app.client_id,
    aud: 'https://login.salesforce.com',
    exp: Math.floor(Date.now() / 1000) + 180,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(createPrivateKey(readFileSync(app.key_file ?? '')))
}
