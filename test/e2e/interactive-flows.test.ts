import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { program, run, temporaryHome, watch, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

type Answer = Readonly<Record<string, unknown>>

/** Whether the API of the org takes the token that the profile gives now. */
async function apiTakes(org: TestOrg, home: TemporaryHome): Promise<number> {
  const { stdout } = await run(['token', '-o', 'token'], home)
  const api = await fetch(`${org.myDomain}/services/data/v67.0/`, {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  })
  return api.status
}

const hybridApp = {
  name: 'hybrid',
  redirect_uris: ['http://localhost:1717/OauthRedirect'],
  loopback_any_port: true,
  scopes: ['api', 'web', 'refresh_token', 'lightning', 'visualforce', 'content', 'openid', 'id'],
}

describe('--hybrid', () => {
  test('keeps the sessions of the pages beside the token, and renews both', async () => {
    await using org = await startTestOrg({ config: { apps: [hybridApp] } })
    using home = temporaryHome()
    const { status, stdout } = await logInTo(org, 'hybrid', home.env, ['--hybrid', '-o', 'json'])
    expect(status).toBe(0)
    const first = JSON.parse(stdout) as Answer
    expect(first).toMatchObject({
      lightning_sid: expect.any(String),
      lightning_domain: expect.any(String),
      csrf_token: expect.any(String),
      visualforce_sid: expect.any(String),
      content_sid: expect.any(String),
      sidCookieName: expect.any(String),
      'cookie-sid_Client': expect.any(String),
      'cookie-clientSrc': expect.any(String),
    })
    expect(await apiTakes(org, home)).toBe(200)

    const second = JSON.parse((await run(['refresh', '-o', 'json'], home)).stdout) as Answer
    expect(second['lightning_sid']).not.toBe(first['lightning_sid'])
    expect((await org.ledger()).grants).toMatchObject({ hybrid_auth_code: 1, hybrid_refresh: 1 })
    expect(await apiTakes(org, home)).toBe(200)

    const status2 = await run(['status', '-o', 'json'], home)
    expect(JSON.parse(status2.stdout)).toMatchObject({ grant: 'hybrid_auth_code' })
    const redacted = (await run(['token', '-o', 'json', '--redact'], home)).stdout
    for (const member of ['lightning_sid', 'csrf_token', 'visualforce_sid', 'content_sid']) {
      expect(redacted).not.toContain(second[member])
    }
  })

  test('without the scope web it says which one is missing', async () => {
    await using org = await startTestOrg({
      config: { apps: [{ ...hybridApp, scopes: ['api', 'refresh_token'] }] },
    })
    using home = temporaryHome()
    const login = await logInTo(org, 'hybrid', home.env, ['--hybrid'])
    expect(login).toMatchObject({ status: 5, stdout: '' })
    expect(login.stderr).toMatch(/^Try: /m)
  })
})

describe('--immediate', () => {
  test('gives tokens without a page where the person has been before, else exit 4', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    const { status, stderr } = await logInTo(org, 'public', home.env, ['--immediate'])
    expect(status).toBe(4)
    expect(stderr).toContain('oauthctl login without --immediate')
  })
})

describe('--sso-provider', () => {
  test('jumps to the identity provider and comes back logged in', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = await logInTo(org, 'public', home.env, ['--sso-provider', 'AcmeIdP'])
    expect(login.status).toBe(0)
    expect(login.stderr).toContain('sso_provider=AcmeIdP')
    const paths = (await org.ledger()).requests.map(({ path }) => path)
    expect(paths.some((path) => path.includes('/services/auth/sso'))).toBe(true)
    expect(await apiTakes(org, home)).toBe(200)
  })
})

describe('open', () => {
  test('--url-only prints a link that works once and is no token', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    const token = (await run(['token'], home)).stdout.trim()
    const opened = await run(['open', '/lightning/page/home', '--url-only'], home)
    expect(opened).toMatchObject({ status: 0, stderr: '' })
    expect(opened.stdout).not.toContain(token)
    const link = opened.stdout.trim()
    const first = await fetch(link, { redirect: 'manual' })
    expect([first.status, new URL(first.headers.get('location') ?? '', link).pathname]).toEqual([
      302,
      '/lightning/page/home',
    ])
    expect((await fetch(link)).status).toBe(403)
    expect((await org.ledger()).requests.some((request) => request.secret_in_query)).toBe(false)
  })

  test('a token that the org has ended meanwhile is refreshed first', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    await org.control('expire')
    const opened = await run(['open', '--url-only', '-o', 'json'], home)
    expect(JSON.parse(opened.stdout)).toEqual({ frontdoor_uri: expect.stringContaining('otp=') })
    expect((await org.ledger()).grants['refresh_token']).toBe(1)
  })

  test('without the scope web it names the fix and asks nobody', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env, ['--scope', 'api refresh_token'])
    const opened = await run(['open', '--url-only'], home)
    expect(opened).toMatchObject({ status: 5, stdout: '' })
    expect(opened.stderr).toContain('Try: add the scope')
    const paths = (await org.ledger()).requests.map(({ path }) => path)
    expect(paths).not.toContain('/services/oauth2/singleaccess')
  })

  test('where no browser can be opened it says so before a link is spent', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    const opened = await run(['open'], { env: { ...home.env, CI: '1' } })
    expect(opened).toMatchObject({ status: 3, stdout: '' })
    expect(opened.stderr).toContain('oauthctl open --url-only')
  })

  test('the browser gets a loopback URL that leads to the link', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    const { browser, visited } = fakeBrowser(home)
    const opened = await run(['open', '/lightning'], {
      env: { ...home.env, OAUTHCTL_BROWSER: browser },
    })
    expect(opened).toMatchObject({ status: 0, stderr: '' })
    expect(opened.stdout).toBe(`Opened ${new URL(org.myDomain).host}\n`)
    const [given, led] = (await readFile(visited, 'utf8')).split('\n')
    expect(given).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{22}$/)
    expect(led).toContain('/secur/frontdoor.jsp?otp=')
  })
})

describe('logout --browser', () => {
  test('revokes, forgets, and leads the browser to the logout page of the org', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInTo(org, 'public', home.env)
    const { browser, visited } = fakeBrowser(home)
    const out = await run(['logout', '--browser', '-o', 'json'], {
      env: { ...home.env, OAUTHCTL_BROWSER: browser },
    })
    const page = `${org.myDomain}/services/auth/idp/oidc/logout`
    expect(out.status).toBe(0)
    expect(out.stderr).toContain(`\n${page}\n`)
    expect(JSON.parse(out.stdout)).toEqual({ revoked: ['refresh_token'], forgotten: true })
    expect((await readFile(visited, 'utf8')).split('\n')[1]).toBe(page)
    expect(await run(['token'], home)).toMatchObject({ status: 4 })
  })

  test('after a login at the pool it finds the page of the org', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { hosts } = org.org.ready
    await logInTo({ ...org, myDomain: hosts.login }, 'public', home.env)
    const out = await run(['logout', '--browser', '-q'], { env: { ...home.env, CI: '1' } })
    expect(out).toMatchObject({
      status: 0,
      stderr: `${org.myDomain}/services/auth/idp/oidc/logout\n`,
    })
  })
})

describe('callbacks beyond loopback http', () => {
  const landing = {
    name: 'landing',
    redirect_uris: ['myapp://cb'],
    scopes: ['api', 'refresh_token'],
  }

  test('a custom scheme ends in a URL that is pasted', async () => {
    await using org = await startTestOrg({ config: { apps: [landing] } })
    using home = temporaryHome()
    const { id, secret } = org.app('landing')
    const words = ['login', org.myDomain, '-i', id, '--redirect-uri', 'myapp://cb', '--paste']
    const login = startPasting(words, { ...home.env, OAUTHCTL_CLIENT_SECRET: secret ?? '' })
    const [authorization] = await login.seen(/^http\S+$/m)
    login.paste(await endOf(authorization))
    expect(await login.ended).toMatchObject({ status: 0 })
    expect(await apiTakes(org, home)).toBe(200)
  })

  test('a callback elsewhere without --paste is refused with that word', async () => {
    await using org = await startTestOrg({ config: { apps: [landing] } })
    using home = temporaryHome()
    const words = ['login', org.myDomain, '-i', 'x', '--redirect-uri', 'myapp://cb']
    const login = await run(words, home)
    expect(login).toMatchObject({ status: 3, stdout: '' })
    expect(login.stderr).toContain('--paste')
  })

  test("the user-agent flow ends on the org's own success page and is pasted", async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const success = `${org.myDomain}/services/oauth2/success`
    const { id, secret } = org.app('legacy')
    const login = startPasting(
      ['login', org.myDomain, '-i', id, '--user-agent', '--paste', '--redirect-uri', success],
      { ...home.env, OAUTHCTL_CLIENT_SECRET: secret ?? '' },
    )
    const [authorization] = await login.seen(/^http\S+$/m)
    const pasted = await endOf(authorization)
    expect(pasted).toContain(`${success}#access_token=`)
    login.paste(pasted)
    const ended = await login.ended
    expect(ended.status).toBe(0)
    expect(ended.stderr).toContain('warning: this flow brings the tokens through the browser')
    expect(await apiTakes(org, home)).toBe(200)
    expect(await run(['refresh', '-o', 'token'], home)).toMatchObject({ status: 0 })
  })
})

/** A program that goes where it is sent, and writes down where that was. */
function fakeBrowser(home: TemporaryHome): { readonly browser: string; readonly visited: string } {
  const visited = join(home.path, 'visited')
  const browser = join(home.path, 'browser')
  const text = `#!${process.execPath}
import('node:fs').then(async ({ appendFileSync }) => {
  const url = process.argv[2]
  const answer = await fetch(url, { redirect: 'manual' })
  appendFileSync(${JSON.stringify(visited)}, url + '\\n' + answer.headers.get('location') + '\\n')
})
`
  writeFileSync(browser, text)
  chmodSync(browser, 0o700)
  return { browser, visited }
}

/** Where a browser that does not follow the last redirect of an approving org would have gone. */
async function endOf(authorization: string): Promise<string> {
  let location = authorization
  for (let hop = 0; hop < 10; hop += 1) {
    const answer = await fetch(location, { redirect: 'manual' })
    const next = answer.headers.get('location')
    if (next === null) return location
    if (!/^https?:/.test(next) && /^[a-z]+:/.test(next)) return next
    location = new URL(next, location).href
    if (location.includes('#')) return location
  }
  throw new Error(`no end at ${location}`)
}

function startPasting(words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env['PATH'], ...env },
  })
  const { stdin } = child
  const running = watch(Object.assign(child, { stdin: null }), undefined)
  return {
    seen: (pattern: RegExp) => running.seen('stderr', pattern),
    paste: (line: string) => stdin.end(`${line}\n`),
    ended: running.ended,
  }
}
