import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { CallbackListener, LandingView } from '../../src/kernel/ports.js'
import { listen } from '../../src/listener/loopback.js'
import { launchChromium, type TestBrowser } from '../support/chromium.js'
import { describeWith } from '../support/needs.js'

const state = 'st8-3f9c1c2c7b0e4f6db1d2'
const never = new AbortController().signal

const success: LandingView = {
  kind: 'success',
  profile: 'default',
  user: 'ada@example.com',
  server: 'acme.my.salesforce.com',
  orgId: '00D000000000001EAA',
  scopes: ['api', 'refresh_token'],
}

async function listening(): Promise<CallbackListener> {
  const listener = await listen({ redirectUri: 'http://localhost:0/cb', otherPorts: [], state })
  onTestFinished(() => listener[Symbol.asyncDispose]())
  return listener
}

/** A site of somebody else, on another origin, that serves this page. */
async function siteWith(html: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`
}

describeWith(['chromium'], 'the callback listener in Chromium', () => {
  let browser: TestBrowser

  beforeAll(async () => {
    browser = await launchChromium()
  })

  afterAll(() => browser[Symbol.asyncDispose]())

  async function newPage(options?: Parameters<TestBrowser['newPage']>[0]): Promise<Page> {
    const page = await browser.newPage(options)
    onTestFinished(() => page.context().close())
    return page
  }

  test('an image, a fetch, a frame or a prefetch of a page does not use the callback up; a visit does', async () => {
    const listener = await listening()
    const received = listener.received(never)
    const callback = (code: string): string => `${listener.redirectUri}?code=${code}&state=${state}`
    const kinds = ['image', 'fetch', 'frame', 'prefetch', 'script', 'style']
    const page = await newPage()
    const outcomes = new Map<string | null, string>()
    const codeIn = (url: string): string | null => new URL(url).searchParams.get('code')
    page.on('response', (answer) => outcomes.set(codeIn(answer.url()), String(answer.status())))
    page.on('requestfailed', (request) =>
      outcomes.set(codeIn(request.url()), request.failure()?.errorText ?? 'failed'),
    )
    const attack = await siteWith(`<!doctype html>
      <img src="${callback('image')}">
      <iframe src="${callback('frame')}"></iframe>
      <link rel="prefetch" href="${callback('prefetch')}">
      <link rel="stylesheet" href="${callback('style')}">
      <script src="${callback('script')}"></script>
      <script>fetch(${JSON.stringify(callback('fetch'))}, { mode: 'no-cors' })</script>
      <a href="${callback('visit')}">go on</a>`)
    await page.goto(attack)
    // All have been answered: by a 403, or by one whose headers made Chromium keep it from the page.
    const answered = /^403$|^net::ERR_BLOCKED_BY_(?:RESPONSE|ORB)/
    await expect
      .poll(() => kinds.filter((kind) => !answered.test(outcomes.get(kind) ?? '')))
      .toEqual([])

    const landed = page.waitForURL('**/done/*')
    await page.getByText('go on').click({ noWaitAfter: true })
    expect(await received).toEqual({ code: 'visit', state })
    listener.finish(success)
    await landed
    expect(await page.locator('h1').textContent()).toBe('You are logged in')
  })

  test('a script in the words of a server does not run, and nothing leaves the page', async () => {
    const hostile =
      '<script>document.title="pwned"</script><svg onload="document.title=\'pwned\'">' +
      '<img src="http://127.0.0.1:9/x" onerror="document.title=\'pwned\'"></style><style>*{color:red}</style>'
    const listener = await listening()
    const page = await newPage()
    const requested: string[] = []
    page.on('request', (request) => requested.push(new URL(request.url()).pathname))
    const description = encodeURIComponent(hostile)
    const landed = page.waitForURL('**/done/*')
    const visit = page.goto(
      `${listener.redirectUri}?error=access_denied&error_description=${description}&state=${state}`,
    )
    const answer = await listener.received(never)
    expect(answer['error_description']).toBe(hostile)
    const words = answer['error_description'] ?? ''
    listener.finish({ kind: 'failure', title: words, message: words, hint: words })
    await Promise.all([landed, visit])
    expect(await page.locator('h1').textContent()).toBe(hostile)
    expect(await page.title()).toBe(`${hostile} - oauthctl`)
    expect(await page.locator('script, img').count()).toBe(0)
    expect(requested).toEqual(['/cb', expect.stringMatching(/^\/done\//)])
  })

  test('the code is in no address that the browser keeps, and the page loads nothing', async () => {
    const listener = await listening()
    const page = await newPage()
    const issuer = await siteWith(`<script>
      location.replace(${JSON.stringify(`${listener.redirectUri}?code=the-code&state=${state}`)})
    </script>`)
    const landed = page.waitForURL('**/done/*')
    const visit = page.goto(listener.visitUrl(issuer)).catch(() => undefined)
    await listener.received(never)
    listener.finish(success)
    await Promise.all([landed, visit])
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/done\/[\w-]+$/)
    const seen = await page.evaluate<unknown>(`({
      referrer: document.referrer,
      loaded: performance.getEntriesByType('resource').map((entry) => entry.name),
      opened: performance.getEntriesByType('navigation').map((entry) => entry.name),
    })`)
    expect(seen).toEqual({ referrer: '', loaded: [], opened: [page.url()] })
    const client = await page.context().newCDPSession(page)
    const { entries } = await client.send('Page.getNavigationHistory')
    expect(entries.map((entry) => entry.url).join('\n')).not.toContain('the-code')
  })

  test.each([
    { width: 360, dark: false },
    { width: 360, dark: true },
    { width: 1280, dark: false },
    { width: 1280, dark: true },
  ])('the page has its style and fits: %o', async (options) => {
    const listener = await listening()
    const page = await newPage(options)
    const errors: string[] = []
    page.on('console', (message) => errors.push(message.text()))
    const landed = page.waitForURL('**/done/*')
    const visit = page.goto(`${listener.redirectUri}?code=c&state=${state}`)
    await listener.received(never)
    listener.finish({ ...success, user: `${'long'.repeat(40)}@example.com` })
    await Promise.all([landed, visit])
    const look = await page.evaluate<unknown>(`({
      ground: getComputedStyle(document.body).backgroundColor,
      tooWide: document.documentElement.scrollWidth > innerWidth,
    })`)
    expect(look).toEqual({
      ground: options.dark ? 'rgb(14, 19, 27)' : 'rgb(238, 241, 246)',
      tooWide: false,
    })
    expect(errors).toEqual([])
  })
})
