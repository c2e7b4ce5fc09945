import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { CallbackListener, LandingView, ListenRequest } from '../../src/kernel/ports.js'
import { loopbackListen } from '../../src/listener/loopback.js'
import { launchChromium, type TestBrowser } from '../support/chromium.js'
import { describeWith } from '../support/needs.js'
import { newCertificate } from '../unit/listener/certificate.js'

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

async function listening(given: Partial<ListenRequest> = {}): Promise<CallbackListener> {
  const listener = await loopbackListen(() => Promise.resolve(newCertificate()))({
    redirectUri: 'http://localhost:0/cb',
    answerIn: 'query',
    otherPorts: [],
    state,
    ...given,
  })
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

  test('T39: an image, a fetch, a frame or a prefetch of a page does not use the callback up; a visit does', async () => {
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

  describe('with the answer in the fragment', () => {
    const inFragment = { answerIn: 'fragment' } as const
    const fragment = `access_token=00D%21CANARY&instance_url=https%3A%2F%2Forg.example&state=${state}`
    const answer = { access_token: '00D!CANARY', instance_url: 'https://org.example', state }

    test.each(['http://localhost:0/cb', 'http://127.0.0.1:0/cb', 'http://[::1]:0//cb?tenant=a'])(
      'the token is taken, and stays in no address, history, Referer or page (T47, T48): %s',
      async (redirectUri) => {
        const listener = await listening({ ...inFragment, redirectUri })
        const page = await newPage()
        const noise: string[] = []
        page.on('console', (message) => noise.push(message.text()))
        page.on('pageerror', (error) => noise.push(error.message))
        const issuer = await siteWith(`<script>
          location.replace(${JSON.stringify(`${listener.redirectUri}#${fragment}`)})
        </script>`)
        const delivery = page.waitForRequest((request) => request.method() === 'POST')
        const visit = page.goto(listener.visitUrl(issuer)).catch(() => undefined)
        expect(await listener.received(never)).toEqual(answer)
        const [callback = ''] = listener.redirectUri.split('?')
        const look =
          '[location.href, document.title, document.querySelectorAll("main > div:not([hidden]) h1").length]'
        await expect
          .poll(() => page.evaluate(look))
          .toEqual([callback, 'Finishing the login - oauthctl', 1])
        expect(await page.content()).not.toContain('CANARY')
        const landed = page.waitForURL('**/done/*')
        listener.finish(success)
        await Promise.all([landed, visit])
        const sent = await (await delivery).allHeaders()
        expect(sent['referer']).toBeUndefined()
        expect(sent).toMatchObject({
          origin: new URL(callback).origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        })
        expect(await page.locator('h1').textContent()).toBe('You are logged in')
        expect(await page.evaluate('document.referrer')).toBe('')
        const client = await page.context().newCDPSession(page)
        const { entries } = await client.send('Page.getNavigationHistory')
        expect(JSON.stringify([entries, await page.content()])).not.toContain('CANARY')
        expect(noise).toEqual([])
      },
    )

    test('an error behind # or behind ? is taken, and its script does not run (T47)', async () => {
      for (const mark of ['#', '?']) {
        const listener = await listening(inFragment)
        const page = await newPage()
        const hostile = `<script>document.title='pwned'</script><img src=x onerror="document.title='pwned'">`
        const words = `error=access_denied&error_description=${encodeURIComponent(hostile)}&state=${state}`
        const landed = page.waitForURL('**/done/*')
        const visit = page.goto(`${listener.redirectUri}${mark}${words}`).catch(() => undefined)
        const { error_description: message = '' } = await listener.received(never)
        expect(message).toBe(hostile)
        listener.finish({ kind: 'failure', title: message, message, hint: message })
        await Promise.all([landed, visit])
        expect(await page.locator('h1').textContent()).toBe(hostile)
        expect(await page.title()).toBe(`${hostile} - oauthctl`)
        expect(await page.locator('script, img').count()).toBe(0)
      }
    })

    test('a page of another origin that knows everything but is not ours delivers nothing', async () => {
      const listener = await listening(inFragment)
      const received = listener.received(never)
      const html = await (await fetch(listener.redirectUri)).text()
      const path = /data-to="([^"]+)"/.exec(html)?.[1] ?? ''
      const target = new URL(path, listener.redirectUri).href
      const page = await newPage()
      const outcomes: string[] = []
      page.on('response', (given) => {
        if (given.url() === target) outcomes.push(String(given.status()))
      })
      page.on('requestfailed', (request) => {
        if (request.url() === target) outcomes.push(request.failure()?.errorText ?? 'failed')
      })
      const attack = await siteWith(`<!doctype html>
        <iframe name="inner" sandbox="allow-scripts allow-forms" srcdoc='
          <form method="post" action="${target}"><input name="access_token" value="evil"></form>
          <script>document.forms[0].submit()</script>'></iframe>
        <form method="post" action="${target}">
          <input name="access_token" value="evil"><input name="state" value="${state}">
        </form>
        <script>
          const body = new URLSearchParams({ access_token: 'evil', state: '${state}' })
          const modes = ['no-cors', 'cors']
          Promise.allSettled(
            modes.map((mode) => fetch('${target}', { method: 'POST', mode, body })),
          ).then(() => setTimeout(() => document.forms[0].submit(), 500))
        </script>`)
      await page.goto(attack)
      await expect.poll(() => page.url()).toBe(target)
      // Answered by a 403, or by one whose headers made Chromium keep it from the page.
      const refused = /^403$|^net::ERR_(?:BLOCKED_BY_RESPONSE|FAILED)/
      // Chromium does not report every one of the four.
      await expect.poll(() => outcomes.length).toBeGreaterThan(0)
      expect(outcomes.filter((outcome) => !refused.test(outcome))).toEqual([])

      const landed = page.waitForURL('**/done/*')
      const visit = page.goto(`${listener.redirectUri}#${fragment}`).catch(() => undefined)
      expect(await received).toEqual(answer)
      listener.finish(success)
      await Promise.all([landed, visit])
    })

    test.each([
      ['', 'There is no answer here'],
      ['#', 'There is no answer here'],
      ['#access_token=CANARY&state=wrong', 'This answer was not taken'],
      [`#access_token=CANARY&access_token=b&state=${state}`, 'This answer was not taken'],
    ])('what is not ours is said to be, and is in no address: %s', async (hash, title) => {
      const listener = await listening(inFragment)
      const page = await newPage({ width: 360 })
      await page.goto(`${listener.redirectUri}${hash}`)
      await expect.poll(() => page.locator('h1:visible').allTextContents()).toEqual([title])
      expect(await page.title()).toBe(`${title} - oauthctl`)
      expect(page.url()).toBe(listener.redirectUri)
      expect(await page.content()).not.toContain('CANARY')
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
    })

    test('a second answer is told that it is late, and one after the end that nobody waits', async () => {
      const listener = await listening(inFragment)
      const [first, second, third] = [await newPage(), await newPage(), await newPage()]
      const landed = first.waitForURL('**/done/*')
      void first.goto(`${listener.redirectUri}#${fragment}`).catch(() => undefined)
      await listener.received(never)
      await second.goto(`${listener.redirectUri}#access_token=other&state=${state}`)
      const titleOf = (page: Page): Promise<readonly string[]> =>
        page.locator('h1:visible').allTextContents()
      await expect.poll(() => titleOf(second)).toEqual(['This login has been answered already'])
      await third.route('**/answer/*', (route) => route.abort())
      await third.goto(`${listener.redirectUri}#${fragment}`)
      await expect.poll(() => titleOf(third)).toEqual(['oauthctl is not waiting any more'])
      listener.finish(success)
      await landed
    })

    test('without script the page says what to do', async () => {
      const listener = await listening(inFragment)
      const context = await (
        await newPage()
      )
        .context()
        .browser()!
        .newContext({
          javaScriptEnabled: false,
          viewport: { width: 360, height: 800 },
        })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(`${listener.redirectUri}#${fragment}`)
      expect(await page.locator('h1:visible').allTextContents()).toEqual([
        'This login needs JavaScript',
      ])
      expect(await page.locator('.note:visible').textContent()).toContain('--paste')
    })
  })

  test.each(['query', 'fragment'] as const)(
    'an https callback works from the first page to the last, the answer in the %s',
    async (answerIn) => {
      const listener = await listening({ answerIn, redirectUri: 'https://localhost:0/cb' })
      const context = await (await newPage()).context().browser()!.newContext({
        ignoreHTTPSErrors: true,
      })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      const mark = answerIn === 'query' ? '?' : '#'
      const issuer = await siteWith(`<script>
        location.replace(${JSON.stringify(`${listener.redirectUri}${mark}code=c&state=${state}`)})
      </script>`)
      const landed = page.waitForURL('**/done/*')
      const visit = page.goto(listener.visitUrl(issuer)).catch(() => undefined)
      expect(await listener.received(never)).toEqual({ code: 'c', state })
      listener.finish(success)
      await Promise.all([landed, visit])
      expect(page.url()).toMatch(/^https:\/\/localhost:\d+\/done\/[\w-]+$/)
      expect(await page.locator('h1').textContent()).toBe('You are logged in')
    },
  )
})
