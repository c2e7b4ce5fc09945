import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { launchChromium, type TestBrowser } from '../support/chromium.js'
import { describeWith } from '../support/needs.js'
import { readyApp, secretOf } from '../support/ready-app.js'

/** An origin that serves one page without content. */
interface Site extends Disposable {
  readonly origin: string
}

/** What a script of the page gets: a status and a text, or `refused` from the browser. */
type Seen = readonly [status: number, text: string] | 'refused'

const oauth = '/services/oauth2'

describeWith(['chromium'], 'a script of a page on another origin', () => {
  let browser: TestBrowser
  let listedSite: Site
  let otherSite: Site
  /** With the origin on its list and CORS for OAuth endpoints. */
  let open: Org
  /** With the origin on its list. */
  let half: Org

  beforeAll(async () => {
    listedSite = await emptySite()
    otherSite = await emptySite()
    const settings = { cors_allow_list: [listedSite.origin] }
    open = await startOrg({ config: { org: { ...settings, cors_oauth_endpoints: true } } })
    half = await startOrg({ config: { org: settings } })
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await open.close()
    await half.close()
    listedSite[Symbol.dispose]()
    otherSite[Symbol.dispose]()
  })

  async function pageOn(site: Site): Promise<Page> {
    const page = await browser.newPage()
    onTestFinished(() => page.context().close())
    await page.goto(site.origin)
    return page
  }

  test.each(['my_domain', 'site'] as const)(
    'gets, looks at, uses and revokes a token at %s when its origin is listed',
    async (role) => {
      const page = await pageOn(listedSite)
      const host = open.ready.hosts[role]
      const [token, client] = await tokenOf(open)
      const introspect = { ...client, token }

      expect(await seen(page, `${host}${oauth}/token`, { form: { grant_type: 'x' } })).toEqual([
        400,
        '{"error":"unsupported_grant_type","error_description":"grant type not supported"}',
      ])
      expect(await seen(page, `${host}${oauth}/introspect`, { form: introspect })).toEqual([
        200,
        expect.stringContaining('"active":true'),
      ])
      expect(await seen(page, `${host}${oauth}/userinfo`, { token })).toEqual([
        200,
        expect.stringContaining(open.ready.users[0]!.username),
      ])
      expect(await seen(page, `${host}/services/data`, { token })).toEqual([
        200,
        expect.stringContaining('version'),
      ])
      expect(await seen(page, `${host}${oauth}/revoke`, { form: { token } })).toEqual([200, ''])
      expect(await seen(page, `${host}${oauth}/userinfo`, { token })).toEqual([
        403,
        'Bad_OAuth_Token',
      ])
    },
  )

  test('reads userinfo and the REST API, but no OAuth endpoint, while that is switched off', async () => {
    const page = await pageOn(listedSite)
    const host = half.ready.hosts.my_domain
    const [token] = await tokenOf(half)

    expect(await seen(page, `${host}${oauth}/userinfo`, { token })).toEqual([
      200,
      expect.any(String),
    ])
    expect(await seen(page, `${host}/services/data`, { token })).toEqual([200, expect.any(String)])
    for (const path of ['token', 'introspect', 'revoke']) {
      expect(await seen(page, `${host}${oauth}/${path}`, { form: { token } })).toBe('refused')
    }
    expect(await seen(page, `${host}${oauth}/pkce/generator`)).toBe('refused')
  })

  test('reads nothing but discovery, configuration and keys when its origin is not listed', async () => {
    const page = await pageOn(otherSite)
    const host = open.ready.hosts.my_domain
    const [token] = await tokenOf(open)

    for (const path of [
      '/.well-known/openid-configuration',
      '/.well-known/auth-configuration',
      `${oauth}/id/keys`,
    ]) {
      expect(await seen(page, `${host}${path}`)).toEqual([200, expect.any(String)])
    }
    expect(await seen(page, `${host}${oauth}/userinfo`, { token })).toBe('refused')
    expect(await seen(page, `${host}/services/data`, { token })).toBe('refused')
    for (const path of ['token', 'introspect', 'revoke']) {
      expect(await seen(page, `${host}${oauth}/${path}`, { form: { token } })).toBe('refused')
    }
  })

  test('reads nothing from login hosts, registration and identity URLs, listed or not', async () => {
    const page = await pageOn(listedSite)
    const { hosts, org_id: orgId, users } = open.ready
    const [token] = await tokenOf(open)

    for (const host of [hosts.login, hosts.sandbox]) {
      const discovery = `${host}/.well-known/openid-configuration`
      expect((await fetch(discovery)).status).toBe(200)
      expect(await seen(page, discovery)).toBe('refused')
      expect(await seen(page, `${host}${oauth}/token`, { form: {} })).toBe('refused')
      expect(await seen(page, `${host}${oauth}/userinfo`, { token })).toBe('refused')
      const identity = `${host}/id/${orgId}/${users[0]!.user_id}`
      expect(await seen(page, identity, { token })).toBe('refused')
    }
    expect(await seen(page, `${hosts.my_domain}${oauth}/register`, { form: {} })).toBe('refused')
  })
})

async function emptySite(): Promise<Site> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    [Symbol.dispose]: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Fetches from within the page: a POST of a form, or a GET, with a token or without. */
function seen(
  page: Page,
  url: string,
  {
    form,
    token,
  }: { readonly form?: Readonly<Record<string, string>>; readonly token?: string } = {},
): Promise<Seen> {
  const init = {
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() }),
    headers: {
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  }
  return page.evaluate<Seen>(`fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(
    async (answer) => [answer.status, await answer.text()],
    () => 'refused',
  )`)
}

/** A token, by the password grant, and the credentials of the client it belongs to. */
async function tokenOf(org: Org): Promise<readonly [string, Readonly<Record<string, string>>]> {
  const app = readyApp(org, 'legacy')
  const client = { client_id: app.client_id, client_secret: secretOf(app) }
  const { username, password } = org.ready.users[0]!
  const answer = await fetch(`${org.ready.hosts.login}${oauth}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', ...client, username, password }),
  })
  const { access_token: token } = (await answer.json()) as { readonly access_token: string }
  return [token, client]
}
