import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.js'
import { run, start, temporaryHome, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'
import { describeWith } from '../support/needs.js'

/** A port that nobody uses now: an https callback is compared exactly, so it has to be known before. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Where to leave screenshots for a person to look at; nowhere unless asked. */
const shots = process.env['OAUTHCTL_TEST_SHOTS']

async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

async function typeIn(page: Page, org: TestOrg): Promise<void> {
  const user = org.org.ready.users[0]
  await page.getByLabel('Username').fill(user?.username ?? '')
  await page.getByLabel('Password', { exact: true }).fill(user?.password ?? '')
  await page.keyboard.press('Enter')
}

async function apiTakes(org: TestOrg, home: TemporaryHome): Promise<number> {
  const { stdout } = await run(['token'], home)
  const headers = { authorization: `Bearer ${stdout.trim()}` }
  return (await fetch(`${org.myDomain}/services/data/v67.0/`, { headers })).status
}

describeWith(['chromium', 'openssl'], 'a person with Chromium', () => {
  test('approves a device', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const { id, secret } = org.app('device')
    const proof = secret === undefined ? [] : ['--client-secret-stdin']
    const device = start(['device', org.myDomain, '-i', id, '-o', 'json', ...proof], {
      ...home,
      stdin: secret ?? '',
    })
    const [line] = await device.seen('stderr', /^\{.*\}$/m)
    const code = JSON.parse(line) as { verification_uri_complete: string; user_code: string }
    const page = await browser.newPage({ width: 400 })
    await page.goto(code.verification_uri_complete)
    await shot(page, 'device-code')
    await page.getByRole('button').first().click()
    await typeIn(page, org)
    await page.locator('#oaapprove').waitFor()
    expect(await page.textContent('body')).toContain(code.user_code)
    await shot(page, 'device-approve')
    await page.locator('#oaapprove').click()
    await page.waitForLoadState()
    await shot(page, 'device-done')
    expect(await device.ended).toMatchObject({ status: 0 })
    expect(await apiTakes(org, home)).toBe(200)
  })

  test('T48: logs in by the user-agent flow, and no token stays in address or history', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const login = start(
      [
        ...['login', org.myDomain, '-i', org.app('legacy').id, '--user-agent', '--port', '0'],
        ...['--scope', 'api web openid id', '--no-browser'],
      ],
      home,
    )
    const [authorization] = await login.seen('stderr', /^http\S+$/m)
    const page = await browser.newPage()
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    await page.goto(authorization)
    await typeIn(page, org)
    await page.locator('#oaapprove').click()
    await page.getByRole('heading', { name: 'You are logged in' }).waitFor()
    await shot(page, 'user-agent-done')
    expect(page.url()).toMatch(/\/done\/[\w-]+$/)
    expect(await login.ended).toMatchObject({ status: 0 })
    const token = (await run(['token'], home)).stdout.trim()
    // A fragment is not sent; what is asked for by script is.
    expect(addresses.filter((url) => url.split('#')[0]?.includes(token.slice(20)))).toEqual([])
    await page.goBack()
    expect(page.url()).not.toContain('access_token')
    expect(await apiTakes(org, home)).toBe(200)
    const status = await run(['status', '-o', 'json'], home)
    expect(JSON.parse(status.stdout)).toMatchObject({ grant: 'implicit', refreshable: false })
  })

  test('logs in by the hybrid user-agent flow, sessions and all', async () => {
    const app = {
      name: 'hybrid',
      redirect_uris: ['http://localhost:1717/OauthRedirect'],
      loopback_any_port: true,
      scopes: ['api', 'web', 'lightning', 'id'],
    }
    await using org = await startTestOrg({ config: { apps: [app] } })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const login = start(
      [
        ...['login', org.myDomain, '-i', org.app('hybrid').id, '--hybrid-user-agent'],
        ...['--port', '0', '--no-browser', '-o', 'json'],
      ],
      home,
    )
    const [authorization] = await login.seen('stderr', /^http\S+$/m)
    const page = await browser.newPage()
    await page.goto(authorization)
    await page.getByRole('heading', { name: 'You are logged in' }).waitFor()
    const { status, stdout } = await login.ended
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({
        lightning_sid: expect.any(String),
        lightning_domain: new URL(org.myDomain).host,
        csrf_token: expect.any(String),
      }),
    ])
    expect(await apiTakes(org, home)).toBe(200)
  })

  test('says no in the user-agent flow, and our page says so', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    await using browser = await launchChromium()
    const login = start(
      [
        ...['login', org.myDomain, '-i', org.app('legacy').id, '--user-agent', '--port', '0'],
        '--no-browser',
      ],
      home,
    )
    const [authorization] = await login.seen('stderr', /^http\S+$/m)
    const page = await browser.newPage()
    await page.goto(authorization)
    await typeIn(page, org)
    await page.locator('#oadeny').click()
    await page.getByText('Access was denied').waitFor()
    expect(await login.ended).toMatchObject({ status: 5, stdout: '' })
  })

  test('comes back over https, to a certificate of the person or a throw-away one', async () => {
    using home = temporaryHome()
    const redirect = `https://localhost:${await freePort()}/callback`
    const app = { name: 'https', redirect_uris: [redirect], scopes: ['api', 'refresh_token'] }
    await using org = await startTestOrg({ autoApprove: false, config: { apps: [app] } })
    await using browser = await launchChromium()
    const { id, secret } = org.app('https')
    const env = { ...home.env, OAUTHCTL_CLIENT_SECRET: secret ?? '' }
    const [key, cert] = [join(home.path, 'key.pem'), join(home.path, 'cert.pem')]
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '1',
          '-subj',
          '/CN=localhost',
        ],
        ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    )
    for (const own of [['--callback-cert', cert, '--callback-key', key], []]) {
      const login = start(
        ['login', org.myDomain, '-i', id, '--redirect-uri', redirect, '--no-browser', ...own],
        { env },
      )
      const [authorization] = await login.seen('stderr', /^http\S+$/m)
      const page = await browser.newPage({ trusting: true })
      await page.goto(authorization)
      await typeIn(page, org)
      await Promise.race([
        page.getByText('You can close this tab').waitFor(),
        page.locator('#oaapprove').click(),
      ])
      await page.getByText('You can close this tab').waitFor()
      const ended = await login.ended
      expect(ended).toMatchObject({ status: 0 })
      expect(ended.stderr.includes('throw-away certificate')).toBe(own.length === 0)
      expect(await apiTakes(org, { ...home, env })).toBe(200)
      await page.close()
    }
  })

  test('opens the org by a link, and logs out of it', async () => {
    await using org = await startTestOrg({ autoApprove: true })
    using home = temporaryHome()
    await using browser = await launchChromium()
    await logInTo(org, 'public', home.env)
    const page = await browser.newPage()
    const { stdout } = await run(['open', '/lightning/page/home', '--url-only'], home)
    await page.goto(stdout.trim())
    expect(new URL(page.url()).pathname).toBe('/lightning/page/home')
    expect(await page.textContent('body')).toContain(org.org.ready.users[0]?.username)
    await shot(page, 'opened')
    await page.goto(stdout.trim())
    expect(await page.textContent('body')).toContain('used before or has expired')

    const out = await run(['logout', '--browser', '-q'], { env: { ...home.env, CI: '1' } })
    expect(out.status).toBe(0)
    await page.goto(out.stderr.trim())
    await shot(page, 'logged-out')
    await page.goto(`${org.myDomain}/lightning/page/home`)
    expect(await page.textContent('body')).not.toContain(org.org.ready.users[0]?.username)
  })
})
