import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { run, temporaryHome } from '../support/cli.js'
import { startTestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

/** Replaces what differs from run to run, so that the rest can be compared whole. */
function steady(json: string): unknown {
  const replaced = JSON.stringify(JSON.parse(json), (name, value: unknown) => {
    if (['access_token', 'refresh_token', 'id_token', 'signature'].includes(name)) return '<secret>'
    if (typeof value === 'number') return '<number>'
    if (typeof value !== 'string') return value
    return value
      .replace(/00D\w{15}/g, '<org>')
      .replace(/005\w{15}/g, '<user>')
      .replace(/127\.0\.0\.1:\d+/g, '<host>')
      .replace(/^\d{13}$/, '<ms>')
      .replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, '<iso>')
  })
  return JSON.parse(replaced)
}

describe('from login to logout through the real program', () => {
  test('a person logs in and a script gets the token that the org issued', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { env } = home

    const login = await logInTo(org, 'public', env, ['-o', 'json'])
    expect({ status: login.status, json: steady(login.stdout) }).toMatchInlineSnapshot(`
      {
        "json": {
          "access_token": "<secret>",
          "id": "http://<host>/id/<org>/<user>",
          "id_token": "<secret>",
          "instance_url": "http://<host>",
          "issued_at": "<ms>",
          "profile": "default",
          "refresh_token": "<secret>",
          "scope": "web id api email openid profile refresh_token",
          "signature": "<secret>",
          "token_format": "opaque",
          "token_type": "Bearer",
        },
        "status": 0,
      }
    `)
    expect(login.finalUrl).not.toContain('code=')
    expect(login.page).toContain('You can close this tab')

    const token = await run(['token'], { env })
    expect({ status: token.status, stderr: token.stderr }).toEqual({ status: 0, stderr: '' })
    const fingerprint = `sha256:${createHash('sha256').update(token.stdout.trim()).digest('hex')}`
    const issued = (await org.ledger()).tokens.filter((issue) => issue.fingerprint === fingerprint)
    expect(issued).toMatchObject([{ kind: 'access', active: true }])

    const { stdout: header } = await run(['token', '-o', 'header'], { env })
    const [name = '', value = ''] = header.trim().split(': ')
    const api = await fetch(`${org.myDomain}/services/data/`, { headers: { [name]: value } })
    expect(api.status).toBe(200)

    const status = await run(['status', '-o', 'json'], { env })
    expect({ status: status.status, json: steady(status.stdout) }).toMatchInlineSnapshot(`
      {
        "json": {
          "expires_at": null,
          "expires_at_iso": null,
          "expiry_source": "assumed",
          "grant": "authorization_code",
          "host": "<host>",
          "instance_url": "http://<host>",
          "issued_at": "<number>",
          "issuer": "http://<host>",
          "org_id": "<org>",
          "profile": "default",
          "refreshable": true,
          "scopes": [
            "web",
            "id",
            "api",
            "email",
            "openid",
            "profile",
            "refresh_token",
          ],
          "server": "salesforce",
          "state": "valid",
          "store": "key-file",
          "user": {
            "user_id": "<user>",
            "username": "admin@acme.example",
          },
        },
        "status": 0,
      }
    `)

    const refresh = await run(['refresh', '-o', 'json'], { env })
    expect(refresh.status).toBe(0)
    const refreshed = JSON.parse(refresh.stdout) as { access_token: string; profile: string }
    expect(refreshed.access_token).not.toBe(token.stdout.trim())
    expect((await run(['token'], { env })).stdout).toBe(`${refreshed.access_token}\n`)

    const logout = await run(['logout', '-o', 'json'], { env })
    expect(logout).toMatchObject({
      status: 0,
      stdout: '{"revoked":["refresh_token"],"forgotten":true}\n',
    })
    expect((await org.ledger()).tokens.filter((issue) => issue.active)).toEqual([])

    const after = await run(['token', '-o', 'json'], { env })
    expect({ status: after.status, stdout: after.stdout }).toEqual({ status: 4, stdout: '' })
    expect(JSON.parse(after.stderr)).toEqual({
      error: 'login_required',
      error_description: 'profile default has no credential',
      hint: 'log in: oauthctl login',
      exit_status: 4,
      retryable: false,
    })
    expect(await run(['logout'], { env })).toMatchObject({ status: 0 })
  })

  test('an expired token of a rotating app is refreshed, and the new refresh token is kept', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { env } = home
    await logInTo(org, 'rotating', env)
    const first = (await run(['token'], { env })).stdout
    for (let round = 0; round < 3; round += 1) {
      await org.control('expire')
      const before = (await run(['token'], { env })).stdout
      const rejected = await run(['token', '--rejected', '-'], { env, stdin: ` ${before}\n` })
      expect(rejected).toMatchObject({ status: 0, stderr: '' })
      expect(rejected.stdout).not.toBe(before)
    }
    const ledger = await org.ledger()
    expect(ledger.grants).toEqual({ authorization_code: 1, refresh_token: 3 })
    expect(ledger.tokens.filter((issue) => issue.kind === 'refresh' && issue.active)).toHaveLength(
      1,
    )
    expect(first).not.toBe((await run(['token'], { env })).stdout)
  })

  test('no secret travels in a query string', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'web', home.env)
    await run(['refresh'], home)
    await run(['status', '--check'], home)
    await run(['logout'], home)
    const { requests } = await org.ledger()
    expect(requests.filter((request) => request.secret_in_query)).toEqual([])
    expect(requests.length).toBeGreaterThan(5)
  })
})
