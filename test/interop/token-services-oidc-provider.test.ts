import { describe, expect, test } from 'vitest'
import { run, temporaryHome } from '../support/cli.js'
import { logIn } from '../support/log-in.js'
import { startOidcServer, type OidcServer } from '../support/oidc-server.js'

type Env = Readonly<Record<string, string>>

async function loggedIn(server: OidcServer, env: Env): Promise<void> {
  const words = ['--issuer', server.issuer, '-i', server.client.id, '--client-secret-stdin']
  const scopes = ['-s', 'openid profile email offline_access', '--prompt', 'consent']
  const login = await logIn([...words, ...scopes], { env, stdin: server.client.secret })
  expect(login).toMatchObject({ status: 0 })
}

async function json(words: readonly string[], env: Env): Promise<Record<string, unknown>> {
  const ended = await run([...words, '-o', 'json'], { env })
  return JSON.parse(ended.stdout) as Record<string, unknown>
}

describe('the services of a token at oidc-provider', () => {
  test('introspect: access token, refresh token and a token nobody knows', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    await loggedIn(server, env)
    expect(await json(['introspect'], env)).toMatchObject({
      active: true,
      client_id: server.client.id,
      sub: server.account.sub,
      token_type: 'Bearer',
    })
    expect(await json(['introspect', '--token-type-hint', 'refresh_token'], env)).toMatchObject({
      active: true,
      client_id: server.client.id,
    })
    const unknown = await run(['introspect', '-', '-o', 'json'], { env, stdin: 'nobody knows it' })
    expect(unknown).toMatchObject({ status: 7, stdout: '{"active":false}\n' })
  })

  test('userinfo: the claims of the scopes, with the subject of the id_token', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    await loggedIn(server, env)
    expect(await json(['userinfo'], env)).toEqual({ ...server.account, email_verified: true })
    const card = await run(['userinfo'], { env })
    expect(card.stdout).toBe(
      `name     ${server.account.name}\nemail    ${server.account.email}\nsubject  ${server.account.sub}\n`,
    )
    const identity = await run(['userinfo', '--identity', '-o', 'json'], { env })
    expect(JSON.parse(identity.stderr)).toMatchObject({ error: 'unsupported_by_server' })
  })

  test('userinfo: a token that the server does not take is exit status 7', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    await loggedIn(server, home.env)
    const env = { ...home.env, OAUTHCTL_ACCESS_TOKEN: 'no-token-of-this-server' }
    const asked = await run(['userinfo', '-o', 'json'], { env })
    expect(asked).toMatchObject({ status: 7, stdout: '' })
    expect(JSON.parse(asked.stderr)).toMatchObject({
      error: 'token_invalid',
      oauth_error: 'invalid_token',
    })
  })

  test('revoke: the grant ends at the server, the credential stays and is marked', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    await loggedIn(server, env)
    expect(await json(['revoke'], env)).toEqual({ revoked: ['refresh_token'], forgotten: false })
    expect(server.revokedGrants()).toHaveLength(1)
    expect(await run(['token'], { env })).toMatchObject({ status: 4, stdout: '' })
    expect(await run(['introspect'], { env })).toMatchObject({ status: 7 })
    // RFC 7009 §2.2: a token that the server knows no longer is answered with success.
    expect(await run(['revoke'], { env })).toMatchObject({ status: 0 })
  })

  test('revoke: with the access token this server ends the refresh token, which is not promised to live', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    await loggedIn(server, env)
    const token = (await run(['token'], { env })).stdout
    const revoked = await run(['revoke', '-'], { env, stdin: token })
    expect(revoked.stdout).toContain('the refresh token may live on')
    expect(await run(['token'], { env })).toMatchObject({ status: 4 })
    expect(await run(['refresh'], { env })).toMatchObject({ status: 4, stdout: '' })
  })
})
