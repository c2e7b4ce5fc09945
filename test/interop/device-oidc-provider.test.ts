import { describe, expect, test } from 'vitest'
import { approveDevice } from '../support/approve-device.js'
import { run, start, temporaryHome } from '../support/cli.js'
import { startOidcServer } from '../support/oidc-server.js'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

describe('the device flow of RFC 8628 at oidc-provider', () => {
  test('a public client gets tokens when a person has approved, and renews them', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    const device = start(
      ['device', '--issuer', server.issuer, '-i', server.publicClient.id, '-o', 'json'],
      { env },
    )
    const [line] = await device.seen('stderr', /^\{.*\}$/m)
    const code = JSON.parse(line)
    expect(code).toEqual({
      verification_uri: `${server.issuer}/device`,
      verification_uri_complete: `${server.issuer}/device?user_code=${code.user_code}`,
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      expires_at: expect.any(Number),
      interval: 5,
    })
    expect(await approveDevice(code.verification_uri_complete)).toContain('Sign-in Success')

    const ended = await device.ended
    expect(ended).toMatchObject({ status: 0, stderr: `${line}\n` })
    expect(JSON.parse(ended.stdout)).toMatchObject({ token_type: 'Bearer', profile: 'default' })
    expect(server.counts()).toEqual({ [grantType]: 1 })

    const status = await run(['status', '-o', 'json'], { env })
    expect(JSON.parse(status.stdout)).toMatchObject({
      grant: 'device_code',
      issuer: server.issuer,
      user: { user_id: server.account.sub },
      state: 'valid',
      refreshable: true,
    })
    expect(await run(['refresh'], { env })).toMatchObject({ status: 0, stderr: '' })
    expect(server.counts()).toEqual({ [grantType]: 1, refresh_token: 1 })
  })

  test('a confidential client proves itself at both endpoints', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const { env } = home
    const device = start(
      ['device', '--issuer', server.issuer, '-i', server.client.id, '--client-secret-stdin'],
      { env, stdin: server.client.secret },
    )
    const [line] = await device.seen('stderr', /^\{.*\}$/m)
    await approveDevice(JSON.parse(line).verification_uri_complete)
    expect(await device.ended).toMatchObject({ status: 0 })
  })

  test('a person who aborts ends it with 5', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const device = start(
      ['device', '--issuer', server.issuer, '-i', server.publicClient.id, '-o', 'json'],
      { env: home.env },
    )
    const [line] = await device.seen('stderr', /^\{.*\}$/m)
    await approveDevice(JSON.parse(line).verification_uri_complete, { abort: 'yes' })
    const ended = await device.ended
    expect(ended).toMatchObject({ status: 5, stdout: '' })
    expect(JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: 'access_denied',
      oauth_error: 'access_denied',
    })
  })
})
