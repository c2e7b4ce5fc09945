import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startOrg, type Org } from '../../src/emulator/index.js'
import { startCallback, type Callback } from '../support/callback.js'
import { launchChromium, type TestBrowser } from '../support/chromium.js'
import { describeWith } from '../support/needs.js'
import { readyApp } from '../support/ready-app.js'

// The challenge of RFC 7636 appendix B; the code is never exchanged here.
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

describeWith(['chromium'], 'the pages of the emulator, in Chromium', () => {
  let org: Org
  let browser: TestBrowser
  beforeAll(async () => {
    org = await startOrg({ port: 0 })
    browser = await launchChromium()
  })
  // What one test allowed would spare the next one the consent page.
  beforeEach(async () => {
    await fetch(`${org.ready.hosts.my_domain}/_emulator/reset`, { method: 'POST' })
  })
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await org.close()
  })

  it('lead from login over consent back to the app, and are skipped the next time', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    await page.goto(authorizeUrl(app))
    await logIn(page, 0)
    expect(await texts(page, 'main li code')).toEqual(readyApp(org, 'web').settings['scopes'])
    expect(await page.getByRole('main').innerText()).toContain(org.ready.users[0]!.username)
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    await page.waitForURL('**/done')

    const { code, ...rest } = Object.fromEntries(app.received().searchParams)
    expect(code).toMatch(/^aPrx/)
    expect(rest).toEqual({ state: 'kept' })

    await using again = await startCallback('/OauthRedirect')
    await page.goto(authorizeUrl(again))
    expect(new URL(page.url()).pathname).toBe('/done')
    expect(again.received().searchParams.has('code')).toBe(true)
  })

  it('can be walked with the keyboard alone, beginning in the first empty field', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    const { username, password } = org.ready.users[0]!
    await page.goto(authorizeUrl(app))
    await page.locator('#username:focus').waitFor()
    await page.keyboard.type(username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.locator('#oaapprove').waitFor()
    const stops: string[] = []
    while (stops.at(-1) !== 'Allow' && stops.length < 10) {
      await page.keyboard.press('Tab')
      stops.push(await page.locator(':focus').innerText())
    }
    expect(stops).toEqual(['Not you?', 'Deny', 'Allow'])
    await page.keyboard.press('Enter')
    await page.waitForURL('**/done')

    expect(app.received().searchParams.has('code')).toBe(true)
  })

  it('tell the app when the person says no', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    await page.goto(authorizeUrl(app, { prompt: 'consent' }))
    await logIn(page, 0)
    await page.locator('#oadeny').click()
    await page.waitForURL('**/done')

    expect(Object.fromEntries(app.received().searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 'kept',
    })
  })

  it('refuse a wrong password aloud, keep the username, and take the right one', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    const { username, password } = org.ready.users[1]!
    await page.goto(authorizeUrl(app))
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Log in' }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()

    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.getByLabel('Username').inputValue()).toBe(username)
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    expect(await page.getByLabel('Password').getAttribute('aria-describedby')).toBe(
      await alert.getAttribute('id'),
    )
    await page.locator('#password:focus').waitFor()
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.locator('#oaapprove').click()
    await page.waitForURL('**/done')
    expect(app.received().searchParams.has('code')).toBe(true)
  })

  it('let somebody else log in, and offer the accounts that have', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    await page.goto(authorizeUrl(app, { prompt: 'consent' }))
    await logIn(page, 0)
    await page.getByRole('link', { name: 'Not you?' }).click()
    await logIn(page, 1)
    expect(await page.getByRole('main').innerText()).toContain(org.ready.users[1]!.username)

    await page.goto(authorizeUrl(app, { prompt: 'select_account' }))
    const admin = org.ready.users[0]!.username
    await page.locator(`button[name=account][value="${admin}"]`).click()
    await page.locator('#oaapprove').click()
    await page.waitForURL('**/done')
    expect(app.received().searchParams.has('code')).toBe(true)
  })

  it('show an error, and redirect nowhere, when the app is unknown', async () => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage()
    const answer = await page.goto(authorizeUrl(app, { client_id: 'nobody' }))

    expect(answer?.status()).toBe(400)
    expect(await page.locator('pre').innerText()).toBe(
      'error=invalid_client_id&error_description=client%20identifier%20invalid',
    )
  })

  it.each([
    { width: 320, dark: false },
    { width: 360, dark: true },
    { width: 1280, dark: false },
    { width: 1280, dark: true },
  ])('fit a window of $width pixels, dark: $dark, and break no rule of their own', async (look) => {
    await using app = await startCallback('/OauthRedirect')
    const page = await browser.newPage(look)
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const visited = new Set<string>()
    page.on('request', (request) => visited.add(new URL(request.url()).origin))

    await page.goto(org.ready.hosts.my_domain)
    await expectToFit(page, look)
    await page.goto(authorizeUrl(app, { prompt: 'consent' }))
    await expectToFit(page, look)
    await logIn(page, 0)
    await expectToFit(page, look)
    expect(complaints).toEqual([])
    expect([...visited].sort()).toEqual([org.ready.hosts.my_domain, org.ready.hosts.login].sort())
  })

  function authorizeUrl(app: Callback, more: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: readyApp(org, 'web').client_id,
      redirect_uri: app.redirectUri,
      code_challenge: challenge,
      state: 'kept',
      ...more,
    })
    return `${org.ready.hosts.login}/services/oauth2/authorize?${query.toString()}`
  }

  /** Logs a user in by hand and waits for the consent page. */
  async function logIn(page: Page, index: number): Promise<void> {
    const { username, password } = org.ready.users[index]!
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.locator('#oaapprove').waitFor()
  }
})

function texts(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).allInnerTexts()
}

/** No sideways scrolling, and the colours the person prefers. */
async function expectToFit(
  page: Page,
  { width, dark }: { readonly width: number; readonly dark: boolean },
): Promise<void> {
  const [scrolled, background] = await page.evaluate<[number, string]>(
    '[document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]',
  )
  const [red = 0] = (/\d+/.exec(background) ?? []).map(Number)
  expect(scrolled).toBeLessThanOrEqual(width)
  expect(red < 128).toBe(dark)
}
