import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, temporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logIn } from '../support/log-in.js'

const initialAccessToken = 'initial-access-token-of-a-test'
const listed = 'https://app.example.com'
let org: TestOrg

beforeAll(async () => {
  org = await startTestOrg({
    config: {
      org: {
        initial_access_tokens: [initialAccessToken],
        cors_allow_list: [listed],
        saml_providers: [{ name: 'Okta', sso_url: 'https://okta.example/sso' }],
      },
    },
  })
})
afterAll(() => org[Symbol.asyncDispose]())

/** A port that was free a moment ago: this org compares registered callbacks exactly. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('discover', () => {
  test('shows what is there and what is not; in JSON the document as it came', async () => {
    using home = temporaryHome()
    const text = await run(['discover', org.myDomain], home)
    expect(text).toMatchObject({ status: 0, stderr: '' })
    expect(text.stdout).toContain('  token          /services/oauth2/token')
    expect(text.stdout).toContain('PKCE S256 is not announced')
    const json = await run(['discover', org.myDomain, '-o', 'json'], home)
    const document = await fetch(`${org.myDomain}/.well-known/openid-configuration`)
    expect(json.stdout).toBe(`${JSON.stringify(await document.json())}\n`)
  })

  test('--auth names the providers that login takes, and a pool is refused before it is asked', async () => {
    using home = temporaryHome()
    const text = await run(['discover', org.myDomain, '--auth'], home)
    expect(text).toMatchObject({ status: 0, stderr: '' })
    expect(text.stdout).toContain('--sso-provider Okta')
    expect(await run(['discover', '--auth'], home)).toMatchObject({ status: 2, stdout: '' })
    const login = org.org.ready.hosts.login
    expect(await run(['discover', login, '--auth'], home)).toMatchObject({ status: 3, stdout: '' })
  })

  test('--keys shows thumbprints; --auth and --keys together are exit 2', async () => {
    using home = temporaryHome()
    const text = await run(['discover', org.myDomain, '--keys'], home)
    expect(text).toMatchObject({ status: 0, stderr: '' })
    expect(text.stdout).toMatch(/RSA, 2048 bits, RS256, use sig\n {4}sha256 [\w-]{43}\n/)
    const both = await run(['discover', org.myDomain, '--keys', '--auth'], home)
    expect(both).toMatchObject({ status: 2, stdout: '' })
  })

  test('a named profile that does not exist is exit 3', async () => {
    using home = temporaryHome()
    expect(await run(['discover', '-p', 'nobody'], home)).toMatchObject({ status: 3, stdout: '' })
  })
})

describe('register', () => {
  test('what is registered logs in by its profile alone, and no secret is on the screen or in the clear on disk', async () => {
    using home = temporaryHome()
    const redirect = `http://127.0.0.1:${await freePort()}/OauthRedirect`
    const words = ['register', org.myDomain, '-p', 'mine', '--redirect-uri', redirect]
    const made = await run([...words, '--initial-access-token-file', '-'], {
      env: home.env,
      stdin: initialAccessToken,
    })
    expect(made).toMatchObject({ status: 0, stderr: '' })
    const shown = await run(['register', 'show', '-p', 'mine', '-o', 'json'], home)
    const client = JSON.parse(shown.stdout)
    const secrets = [client.client_secret, client.registration_access_token]
    const state = join(home.path, 'oauthctl')
    const files = readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    for (const secret of secrets) {
      expect(made.stdout).not.toContain(secret)
      expect(files.some((text) => text.includes(secret))).toBe(false)
    }

    const login = await logIn(['-p', 'mine'], home)
    expect(login).toMatchObject({ status: 0 })
    expect(await run(['refresh', '-p', 'mine'], home)).toMatchObject({ status: 0, stderr: '' })

    expect(await run(['logout', '-p', 'mine'], home)).toMatchObject({ status: 0 })
    expect(await logIn(['-p', 'mine'], home)).toMatchObject({ status: 0 })

    const taken = await run([...words, '--initial-access-token-file', '-'], {
      env: home.env,
      stdin: initialAccessToken,
    })
    expect(taken).toMatchObject({ status: 2, stdout: '' })
    expect(taken.stderr).toContain('-p NAME')

    const deleted = await run(['register', 'delete', '-p', 'mine', '-o', 'json'], home)
    expect(JSON.parse(deleted.stdout)).toEqual({ client_id: client.client_id, deleted: true })
    expect(await run(['register', 'show', '-p', 'mine'], home)).toMatchObject({ status: 4 })
  })

  test('without the initial access token it is exit 2 and names the flag, with a wrong one exit 5 and names the page', async () => {
    using home = temporaryHome()
    const none = await run(['register', org.myDomain], home)
    expect(none).toMatchObject({ status: 2, stdout: '' })
    expect(none.stderr).toContain('--initial-access-token-file')
    const wrong = await run(['register', org.myDomain, '--initial-access-token-stdin'], {
      env: home.env,
      stdin: 'not-that-token',
    })
    expect(wrong).toMatchObject({ status: 5, stdout: '' })
    expect(wrong.stderr).toContain('Setup > App Manager')
    expect(wrong.stderr).not.toContain('not-that-token')
  })
})

describe('cors', () => {
  test('tells a missing listing from the setting that is off, and a host that never answers pages', async () => {
    using home = temporaryHome()
    const verdictOf = async (origin: string, host: string): Promise<readonly string[]> => {
      const ended = await run(['cors', origin, host, '-o', 'json'], home)
      expect(ended.status).toBe(5)
      return JSON.parse(ended.stdout).endpoints.map(
        ({ path, verdict }: Record<string, string>) => `${path} ${verdict}`,
      )
    }
    const { my_domain, login, site } = org.org.ready.hosts
    expect(await verdictOf(listed, my_domain)).toEqual(
      expect.arrayContaining([
        '/.well-known/openid-configuration allowed',
        '/services/oauth2/userinfo allowed',
        '/services/oauth2/token setting',
        '/services/auth/headless/forgot_password wrong_host',
        '/services/oauth2/register refused',
      ]),
    )
    expect(await verdictOf('https://other.example', site)).toEqual(
      expect.arrayContaining([
        '/services/oauth2/userinfo allow_list',
        '/services/oauth2/token allow_list',
        '/services/auth/headless/forgot_password allow_list',
      ]),
    )
    expect(new Set(await verdictOf(listed, login))).toContain('/services/oauth2/token wrong_host')
  })

  test('exit 0 where the origin is listed and the setting is on', async () => {
    await using open = await startTestOrg({
      config: { org: { cors_allow_list: [listed], cors_oauth_endpoints: true } },
    })
    using home = temporaryHome()
    const ended = await run(['cors', listed, open.myDomain], home)
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(ended.stdout).not.toContain('To do')
  })

  test('what is no origin is exit 2', async () => {
    using home = temporaryHome()
    for (const origin of ['https://app.example.com/x', 'http://app.example.com', 'app', '*']) {
      expect(await run(['cors', origin, org.myDomain], home)).toMatchObject({
        status: 2,
        stdout: '',
      })
    }
  })
})
