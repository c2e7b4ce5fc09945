import { describe, expect, test } from 'vitest'
import { browser, type Browser } from './support/browser.js'
import { callback, login, tokenCall, credentials } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: {
    users: [{ username: 'robot@acme.example', password: 'pw', api_only: true }],
    apps: [
      { name: 'open', redirect_uris: [callback] },
      { name: 'no-web', redirect_uris: [callback], scopes: ['api', 'refresh_token'] },
      { name: 'jwts', redirect_uris: [callback], jwt_access_tokens: { enabled: true } },
    ],
  },
})

const path = '/services/oauth2/singleaccess'

interface Asked {
  readonly token?: string
  readonly host?: string
  readonly query?: string
  readonly form?: Record<string, string>
}

async function ask({ token, host = org.hosts.my_domain, query = '', form }: Asked) {
  const answer = await fetch(`${host}${path}${query}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  })
  return { status: answer.status, text: await answer.text() }
}

async function tokenOf(name = 'open', host = org.hosts.my_domain): Promise<string> {
  return (await login(host, org.app(name))).access_token
}

async function frontdoor(asked: Asked): Promise<string> {
  const { status, text } = await ask(asked)
  expect(status).toBe(200)
  const answer = JSON.parse(text) as Record<string, string>
  expect(Object.keys(answer)).toEqual(['frontdoor_uri'])
  return answer['frontdoor_uri']!
}

/** What a browser sees after a URL: the text of the page it ends at, and its path. */
async function opened(person: Browser, url: string): Promise<{ path: string; text: string }> {
  const door = await person.visit(url)
  expect(door.status).toBe(302)
  return { path: door.location!, text: (await person.visit(door.location!)).text }
}

describe('singleaccess', () => {
  test('answers one member, a URL of the instance with a one-time password', async () => {
    expect(await frontdoor({ token: await tokenOf() })).toMatch(
      new RegExp(`^${org.hosts.my_domain}/secur/frontdoor\\.jsp\\?otp=[\\w-]{43}$`),
    )
  })

  test('takes the token in the header or in the body, and the path in either place', async () => {
    const token = await tokenOf()
    const asked: readonly Asked[] = [
      { token, query: '?redirect_uri=%2Flightning%2Fpage%2Fhome' },
      { token, form: { redirect_uri: '/lightning/page/home' } },
      { form: { access_token: token, redirect_uri: '/lightning/page/home' } },
      { token, query: '?redirect_uri=lightning/page/home' },
    ]
    for (const one of asked) {
      const { path: there } = await opened(browser(org.hosts.my_domain), await frontdoor(one))
      expect(there).toBe('/lightning/page/home')
    }
  })

  test('serves a customer at the site, and there only', async () => {
    const token = await tokenOf('open', org.hosts.site)
    const url = await frontdoor({ token, host: org.hosts.site })
    const page = await opened(browser(org.hosts.site), url)
    expect(page.text).toContain(org.user(2).username)
    expect(await ask({ token })).toEqual({ status: 403, text: 'Bad_OAuth_Token' })
    expect(await ask({ token: await tokenOf(), host: org.hosts.site })).toEqual({
      status: 403,
      text: 'Bad_OAuth_Token',
    })
  })

  test('takes a JWT access token', async () => {
    const page = await opened(
      browser(org.hosts.my_domain),
      await frontdoor({ token: await tokenOf('jwts') }),
    )
    expect(page.text).toContain(org.user(0).username)
  })

  test.each(['login', 'sandbox'] as const)('is not there on the %s host', async (role) => {
    const answer = await ask({ token: await tokenOf(), host: org.hosts[role] })
    expect(answer.status).toBe(404)
  })

  test('refuses in one word a token that is bad, dead, missing or without the scope web', async () => {
    const token = await tokenOf()
    expect(await ask({ token: 'nonsense' })).toEqual({ status: 403, text: 'Bad_OAuth_Token' })
    expect(await ask({})).toEqual({ status: 403, text: 'Missing_OAuth_Token' })
    expect(await ask({ token: await tokenOf('no-web') })).toEqual({
      status: 403,
      text: 'Invalid_Scope',
    })
    await org.control('expire')
    expect(await ask({ token })).toEqual({ status: 403, text: 'Bad_OAuth_Token' })
  })

  test('does not read the token from the query string', async () => {
    const query = `?access_token=${encodeURIComponent(await tokenOf())}`
    expect(await ask({ query })).toEqual({ status: 403, text: 'Missing_OAuth_Token' })
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'HTTP://evil.example',
    '/a b',
  ])('goes to a relative path only: %s', async (redirect_uri) => {
    const answer = await ask({ token: await tokenOf(), form: { redirect_uri } })
    expect(answer).toEqual({ status: 400, text: 'Invalid_Redirect_Uri' })
  })
})

describe('the frontdoor', () => {
  test('logs the browser in, on the page asked for, and on the home page after it', async () => {
    const token = await tokenOf()
    const person = browser(org.hosts.my_domain)
    const url = await frontdoor({ token, form: { redirect_uri: '/lightning/r/Case/500/view?a=1' } })
    const page = await opened(person, url)
    expect(page.path).toBe('/lightning/r/Case/500/view?a=1')
    expect(page.text).toContain('You are logged in as')
    expect(page.text).toContain(org.user(0).username)
    expect(page.text).toContain('<code>/lightning/r/Case/500/view</code>')
    const home = await person.visit('/')
    expect(home.text).toContain('You are logged in as')
  })

  test('opens once', async () => {
    const url = await frontdoor({ token: await tokenOf() })
    await opened(browser(org.hosts.my_domain), url)
    const again = browser(org.hosts.my_domain)
    const page = await again.visit(url)
    expect(page.status).toBe(403)
    expect(page.text).toContain('used before or has expired')
    expect((await again.visit('/')).text).not.toContain('You are logged in as')
  })

  test('opens for 60 seconds by the clock of the org', async () => {
    const token = await tokenOf()
    const [first, second] = [await frontdoor({ token }), await frontdoor({ token })]
    await org.control('clock', { advance_s: 58 })
    await opened(browser(org.hosts.my_domain), first)
    await org.control('clock', { advance_s: 2 })
    expect((await browser(org.hosts.my_domain).visit(second)).status).toBe(403)
  })

  test('opens a session of its own, that outlives the token', async () => {
    const tokens = await login(org.hosts.my_domain, org.app('open'))
    const person = browser(org.hosts.my_domain)
    await opened(person, await frontdoor({ token: tokens.access_token }))
    await revoke(tokens.refresh_token)
    expect((await person.visit('/')).text).toContain('You are logged in as')
  })

  test.each(['?otp=guess', '?otp=', '', '?sid=guess'])('stays shut for %s', async (query) => {
    const answer = await browser(org.hosts.my_domain).visit(`/secur/frontdoor.jsp${query}`)
    expect(answer.status).toBe(403)
  })
})

describe('the frontdoor with sid', () => {
  const door = (sid: string, retURL = '/lightning/page/home'): string =>
    `/secur/frontdoor.jsp?${new URLSearchParams({ sid, retURL }).toString()}`

  test('takes an opaque access token, and the session ends with it', async () => {
    const tokens = await login(org.hosts.my_domain, org.app('open'))
    const person = browser(org.hosts.my_domain)
    const page = await opened(person, door(tokens.access_token))
    expect(page.path).toBe('/lightning/page/home')
    expect(page.text).toContain(org.user(0).username)
    await revoke(tokens.refresh_token)
    expect((await person.visit('/lightning/page/home')).status).toBe(403)
  })

  test('takes it in a form, as the documentation asks for', async () => {
    const answer = await fetch(`${org.hosts.my_domain}/secur/frontdoor.jsp`, {
      method: 'POST',
      body: new URLSearchParams({ sid: await tokenOf() }),
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toBe('/')
  })

  test('takes a session of a hybrid app', async () => {
    const code = await login(org.hosts.my_domain, org.app('jwts'))
    const { body } = await tokenCall(org.hosts.my_domain, {
      grant_type: 'hybrid_refresh',
      refresh_token: code.refresh_token,
      ...credentials(org.app('jwts')),
    })
    const page = await opened(browser(org.hosts.my_domain), door(body['parent_sid']!))
    expect(page.text).toContain(org.user(0).username)
  })

  test('refuses a JWT, and a token without the scope web', async () => {
    for (const name of ['jwts', 'no-web']) {
      const answer = await browser(org.hosts.my_domain).visit(door(await tokenOf(name)))
      expect(answer.status).toBe(403)
    }
  })

  test.each(['https://evil.example', '//evil.example', '/\\evil.example'])(
    'never leads to another host: %s',
    async (retURL) => {
      const answer = await browser(org.hosts.my_domain).visit(door(await tokenOf(), retURL))
      expect(answer.location).toBe('/')
    },
  )
})

test('a user who may use the API only gets in by no door', async () => {
  const { body } = await tokenCall(org.hosts.my_domain, {
    grant_type: 'password',
    username: 'robot@acme.example',
    password: 'pw',
    ...credentials(org.app('open')),
  })
  const token = body['access_token']!
  expect(await ask({ token })).toEqual({ status: 403, text: 'No_Access' })
  const door = `/secur/frontdoor.jsp?${new URLSearchParams({ sid: token }).toString()}`
  expect((await browser(org.hosts.my_domain).visit(door)).status).toBe(403)
})

describe('a page of the org', () => {
  test('is refused under /lightning and unknown elsewhere when nobody is logged in', async () => {
    const person = browser(org.hosts.my_domain)
    expect((await person.visit('/lightning/page/home')).status).toBe(403)
    expect((await person.visit('/apex/Page')).status).toBe(404)
    expect((await browser(org.hosts.login).visit('/lightning/page/home')).status).toBe(404)
  })

  test('can be any path for somebody who is logged in', async () => {
    const person = browser(org.hosts.my_domain)
    await opened(person, await frontdoor({ token: await tokenOf() }))
    expect((await person.visit('/apex/Page')).text).toContain('<code>/apex/Page</code>')
  })
})

async function revoke(token: string): Promise<void> {
  const answer = await fetch(`${org.hosts.login}/services/oauth2/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
  })
  expect(answer.status).toBe(200)
}
