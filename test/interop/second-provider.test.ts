import { describe, expect, test } from 'vitest'
import { run, start, temporaryHome } from '../support/cli.js'
import { logIn } from '../support/log-in.js'
import { startOidcServer } from '../support/oidc-server.js'

describe('any OpenID Connect server, here oidc-provider', () => {
  test('a public client logs in, refreshes with rotation and logs out', async () => {
    await using server = await startOidcServer({ rotate: true })
    using home = temporaryHome()
    const { env } = home

    const login = await logIn(['--issuer', server.issuer, '-i', server.publicClient.id], { env })
    expect(login).toMatchObject({ status: 0 })
    expect(login.page).toContain('You can close this tab')

    const status = await run(['status', '-o', 'json'], { env })
    expect(JSON.parse(status.stdout)).toMatchObject({
      server: 'openid',
      issuer: server.issuer,
      user: { user_id: server.account.sub },
      state: 'valid',
      expiry_source: 'server',
      refreshable: true,
    })

    const first = JSON.parse((await run(['token', '-o', 'json'], { env })).stdout)
    const second = JSON.parse((await run(['refresh', '-o', 'json'], { env })).stdout)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    const third = await run(['refresh'], { env })
    expect(third).toMatchObject({ status: 0, stderr: '' })

    const logout = await run(['logout', '-o', 'json'], { env })
    expect(logout.status).toBe(0)
    expect(JSON.parse(logout.stdout)).toEqual({
      revoked: ['refresh_token', 'access_token'],
      forgotten: true,
    })
    expect(server.counts()).toEqual({ authorization_code: 1, refresh_token: 2 })
  })

  test('a confidential client authenticates as the metadata says first', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    const login = await logIn(
      ['--issuer', server.issuer, '-i', server.client.id, '--client-secret-stdin'],
      { env, stdin: server.client.secret },
    )
    expect(login).toMatchObject({ status: 0 })
    expect(await run(['refresh'], { env })).toMatchObject({ status: 0, stderr: '' })
    expect(await run(['status', '--check'], { env })).toMatchObject({ status: 0 })
  })

  test('20 processes at an expired token of a server that detects reuse: one refresh', async () => {
    await using server = await startOidcServer({ rotate: true, accessTokenTtl: 3600 })
    using home = temporaryHome()
    const { env } = home
    await logIn(['--issuer', server.issuer, '-i', server.publicClient.id], { env })
    const rejected = (await run(['token'], { env })).stdout
    const runs = await Promise.all(
      Array.from(
        { length: 20 },
        () => start(['token', '--rejected', '-'], { env, stdin: rejected }).ended,
      ),
    )
    expect(new Set(runs.map(({ status, stdout }) => `${status} ${stdout}`)).size).toBe(1)
    expect(server.counts()).toEqual({ authorization_code: 1, refresh_token: 1 })
    expect(server.revokedGrants()).toEqual([])
  })

  test('a dead refresh token is reported with the command to type, and the credential stays', async () => {
    await using server = await startOidcServer({ rotate: true })
    using home = temporaryHome()
    const { env } = home
    await logIn(['--issuer', server.issuer, '-i', server.publicClient.id], { env })
    const { refresh_token: stolen } = JSON.parse(
      (await run(['token', '-o', 'json'], { env })).stdout,
    )
    await run(['refresh'], { env })
    const replay = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: stolen,
        client_id: server.publicClient.id,
      }),
    })
    expect(replay.status).toBe(400)

    const refused = await run(['refresh', '-o', 'json'], { env })
    expect(refused).toMatchObject({ status: 4, stdout: '' })
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: 'login_required',
      oauth_error: 'invalid_grant',
      hint: 'log in again: oauthctl login -p default',
    })
    const status = await run(['status', '-o', 'json'], { env })
    expect(status.status).toBe(4)
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'login_needed', store: 'key-file' })
  })
})
