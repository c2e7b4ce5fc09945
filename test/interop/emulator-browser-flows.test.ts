import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback } from '../support/callback.js'
import { launchChromium, type TestBrowser } from '../support/chromium.js'
import { describeWith } from '../support/needs.js'
import { readyApp } from '../support/ready-app.js'

const landing = '/services/oauth2/success'
const logout = '/services/auth/idp/oidc/logout'

describeWith(['chromium'], 'the browser flows of the emulator, in Chromium', () => {
  let org: Org
  let browser: TestBrowser
  beforeAll(async () => {
    const calling = (name: string, single_logout_url: string): Record<string, unknown> => ({
      name,
      redirect_uris: ['http://localhost:1717/OauthRedirect', 'http://127.0.0.1:1717/OauthRedirect'],
      loopback_any_port: true,
      single_logout_url,
    })
    org = await startOrg({
      port: 0,
      config: {
        apps: [
          calling('first', 'https://first.example/logout'),
          calling('second', 'https://second.example/a;b?c=d'),
        ],
      },
    })
    browser = await launchChromium()
  })
  beforeEach(async () => {
    await fetch(`${org.ready.hosts.my_domain}/_emulator/reset`, { method: 'POST' })
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await org.close()
  })

  it('lead over an identity provider to tokens behind the landing page', async () => {
    const page = await browser.newPage()
    const complaints = complaintsOf(page)
    const tokens = await userAgentLogin(page)

    expect([...tokens.keys()]).toEqual([
      'access_token',
      'instance_url',
      'id',
      'issued_at',
      'signature',
      'scope',
      'token_type',
      'refresh_token',
      'id_token',
      'state',
    ])
    const shown = await page.content()
    expect(shown).toContain('Remote access authorized')
    expect(shown).not.toContain(tokens.get('access_token'))
    expect(complaints).toEqual([])
  })

  it('bridge an access token into a logged-in page, once', async () => {
    const app = await browser.newPage()
    const token = (await userAgentLogin(app)).get('access_token')!
    const answer = await fetch(`${org.ready.hosts.my_domain}/services/oauth2/singleaccess`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ redirect_uri: '/lightning/page/home' }),
    })
    const { frontdoor_uri } = (await answer.json()) as { frontdoor_uri: string }
    const page = await browser.newPage()
    await page.goto(frontdoor_uri)
    expect(page.url()).toBe(`${org.ready.hosts.my_domain}/lightning/page/home`)
    expect(await page.getByRole('main').innerText()).toContain(org.ready.users[0]!.username)

    const again = await browser.newPage()
    expect((await again.goto(frontdoor_uri))?.status()).toBe(403)
  })

  it('log out of every app the session was used for, within the policy of the page', async () => {
    const page = await browser.newPage()
    await userAgentLogin(page)
    for (const name of ['first', 'second']) {
      await using app = await startCallback('/OauthRedirect')
      await page.goto(authorizeUrl(name, { response_type: 'code', redirect_uri: app.redirectUri }))
      await page.locator('#oaapprove').click()
      await page.waitForURL('**/done')
    }
    const complaints = complaintsOf(page)
    const called: string[] = []
    await page.route(/^https:\/\/(?:first|second)\.example\//, (route) => {
      called.push(route.request().url())
      return route.fulfill({ contentType: 'text/html', body: 'logged out' })
    })
    await page.goto(org.ready.hosts.my_domain + logout, { waitUntil: 'load' })

    expect(called.sort()).toEqual([
      'https://first.example/logout',
      'https://second.example/a;b?c=d',
    ])
    expect(complaints).toEqual([])
    await page.getByRole('link', { name: 'Log in again' }).click()
    await page.getByLabel('Password').waitFor()
  })

  function authorizeUrl(name: string, more: Readonly<Record<string, string>>): string {
    const query = new URLSearchParams({
      client_id: readyApp(org, name).client_id,
      state: 'kept',
      ...more,
    })
    return `${org.ready.hosts.my_domain}/services/oauth2/authorize?${query.toString()}`
  }

  /** Signs in at the identity provider, allows, and reads what arrives at the landing page. */
  async function userAgentLogin(page: Page): Promise<URLSearchParams> {
    await page.goto(
      authorizeUrl('legacy', {
        response_type: 'token id_token',
        nonce: 'n',
        redirect_uri: org.ready.hosts.my_domain + landing,
        sso_provider: 'AcmeIdP',
      }),
    )
    await page.locator('button[name=account]').first().click()
    await page.locator('#oaapprove').click()
    await page.waitForURL(`**${landing}**`)
    return new URLSearchParams(new URL(page.url()).hash.slice(1))
  }
})

/** The complaints of the browser about a policy that was broken. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (/policy/i.test(message.text())) complaints.push(message.text())
  })
  return complaints
}
