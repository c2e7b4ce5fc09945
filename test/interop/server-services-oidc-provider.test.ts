import { describe, expect, test } from 'vitest'
import { run, temporaryHome } from '../support/cli.js'
import { logIn } from '../support/log-in.js'
import { startOidcServer } from '../support/oidc-server.js'

const initialAccessToken = 'initial-access-token-of-a-test'

describe('dynamic client registration at oidc-provider', () => {
  test('a client is registered, logs in without being told again, is updated with a rotated token and deleted', async () => {
    await using server = await startOidcServer({ registration: { initialAccessToken } })
    using home = temporaryHome()
    const { env } = home

    const refused = await run(['register', '--issuer', server.issuer], {
      env: { ...env, OAUTHCTL_INITIAL_ACCESS_TOKEN: 'another-token-than-that' },
    })
    expect(refused).toMatchObject({ status: 5, stdout: '' })

    const made = await run(
      ['register', '--issuer', server.issuer, '--name', 'Mine', '-o', 'json'],
      {
        env: { ...env, OAUTHCTL_INITIAL_ACCESS_TOKEN: initialAccessToken },
      },
    )
    expect(made).toMatchObject({ status: 0, stderr: '' })
    const client = JSON.parse(made.stdout)
    expect(client).toMatchObject({
      client_name: 'Mine',
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'],
      client_secret: expect.any(String),
      registration_access_token: expect.any(String),
    })

    expect(await logIn([], { env })).toMatchObject({ status: 0 })
    expect(await run(['refresh'], { env })).toMatchObject({ status: 0, stderr: '' })

    for (const name of ['Yours', 'Ours']) {
      const updated = await run(['register', 'update', '--name', name, '-o', 'json'], { env })
      expect(updated).toMatchObject({ status: 0, stderr: '' })
      expect(JSON.parse(updated.stdout)).toMatchObject({
        client_id: client.client_id,
        client_name: name,
        redirect_uris: ['http://127.0.0.1/callback'],
      })
    }
    expect(await run(['refresh'], { env })).toMatchObject({ status: 0 })

    const shown = await run(['register', 'show'], { env })
    expect(shown).toMatchObject({ status: 0, stderr: '' })
    expect(shown.stdout).toContain('Client Ours')
    expect(shown.stdout).not.toContain(client.client_secret)

    expect(await run(['register', 'delete'], { env })).toMatchObject({ status: 0 })
    expect(await run(['register', 'show'], { env })).toMatchObject({ status: 4, stdout: '' })
  })

  test('open registration takes no token, and metadata of the person’s own', async () => {
    await using server = await startOidcServer({ registration: 'open' })
    using home = temporaryHome()
    const metadata = {
      redirect_uris: ['https://app.example/callback'],
      token_endpoint_auth_method: 'none',
    }
    const words = ['register', '--issuer', server.issuer, '--metadata', '-', '-p', 'open']
    const made = await run([...words, '-o', 'json'], {
      env: home.env,
      stdin: JSON.stringify(metadata),
    })
    expect(made).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(made.stdout)).toMatchObject(metadata)
    const profile = await run(['profile', 'show', 'open', '-o', 'json'], home)
    expect(JSON.parse(profile.stdout)).toMatchObject({
      client_id: JSON.parse(made.stdout).client_id,
      redirect_uri: 'https://app.example/callback',
    })
  })

  test('a refused callback URL is told in the server’s words, with the flag to change', async () => {
    await using server = await startOidcServer({ registration: 'open' })
    using home = temporaryHome()
    const words = ['register', '--issuer', server.issuer, '--redirect-uri', 'http://app.example/']
    const ended = await run([...words, '-o', 'json'], home)
    expect(ended).toMatchObject({ status: 5, stdout: '' })
    expect(JSON.parse(ended.stderr)).toMatchObject({
      oauth_error: 'invalid_redirect_uri',
      hint: expect.stringContaining('--redirect-uri'),
    })
  })

  test('a server that registers nobody is exit 3', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const ended = await run(['register', '--issuer', server.issuer, '-o', 'json'], home)
    expect(ended).toMatchObject({ status: 3, stdout: '' })
    expect(JSON.parse(ended.stderr)).toMatchObject({ error: 'unsupported_by_server' })
  })
})

describe('discover and cors at oidc-provider', () => {
  test('the metadata in JSON is the document as it came, and the keys too', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const asked = await run(['discover', '--issuer', server.issuer, '-o', 'json'], home)
    const metadata = await fetch(`${server.issuer}/.well-known/openid-configuration`)
    expect(asked).toEqual({
      status: 0,
      signal: null,
      stdout: `${JSON.stringify(await metadata.json())}\n`,
      stderr: '',
    })
    const keys = await run(['discover', '--issuer', server.issuer, '--keys', '-o', 'json'], home)
    expect(JSON.parse(keys.stdout)).toEqual(await (await fetch(`${server.issuer}/jwks`)).json())
    const told = await run(['discover', '--issuer', server.issuer, '--keys'], home)
    expect(told.stdout).toContain('key-1  RSA, 2048 bits, RS256, use sig')
  })

  test('a server that decides by client lets every preflight pass, and the text says that this is not the last word', async () => {
    await using server = await startOidcServer()
    using home = temporaryHome()
    const cors = ['cors', '--issuer', server.issuer, '-o', 'json']
    const allowed = await run([...cors, 'https://app.example'], home)
    expect(allowed).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(allowed.stdout)).toEqual({
      origin: 'https://app.example',
      host: new URL(server.issuer).host,
      endpoints: [
        '/.well-known/openid-configuration',
        '/jwks',
        '/me',
        '/token',
        '/token/revocation',
      ].map((path) => ({ path, verdict: 'allowed', expected: 'allowed' })),
    })
    const text = await run(['cors', '--issuer', server.issuer, 'https://app.example'], home)
    expect(text.stdout).toContain('may still refuse the call itself')
  })
})
