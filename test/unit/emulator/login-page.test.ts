import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { authorizeUrl, callback, pkce, type Params } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  config: {
    users: [
      { username: 'gone@acme.example', password: 'pw', active: false },
      { username: 'robot@acme.example', password: 'pw', api_only: true },
    ],
    apps: [
      { name: 'open', redirect_uris: [callback] },
      { name: 'other', redirect_uris: [callback] },
      { name: 'approved', redirect_uris: [callback], permitted_users: 'admin_approved' },
      {
        name: 'closed',
        redirect_uris: [callback],
        permitted_users: 'admin_approved',
        preauthorized: [],
      },
    ],
  },
})

function url(more: Params = {}, name = 'open', host = org.hosts.login): string {
  return authorizeUrl(host, org.app(name), more)
}

/** Logs in and stops at what comes then. */
async function logIn(person: Browser, page: Visit, index = 0): Promise<Visit> {
  const { username, password } = org.user(index)
  const answer = await person.submit(page, { username, password })
  expect(answer.status).toBe(302)
  return person.visit(answer.location!)
}

/** Goes the whole way once, so that somebody is logged in and has approved. */
async function approve(person: Browser, index = 0): Promise<void> {
  const consent = await logIn(person, await person.visit(url()), index)
  const answer = await person.submit(consent, { decision: 'allow' })
  expect(answer.location).toContain('code=')
}

function answerOf(visit: Visit): Record<string, string> {
  return Object.fromEntries(new URL(visit.location!).searchParams)
}

describe('the way of a person', () => {
  test('leads from the login page over the consent page back to the app', async () => {
    const person = browser(org.hosts.login)
    const login = await person.visit(url())
    expect(login.status).toBe(200)
    expect(login.text).toContain('name="password"')
    const consent = await logIn(person, login)
    expect(consent.status).toBe(200)
    expect(consent.text).toContain('id="oaapprove"')
    const done = await person.submit(consent, { decision: 'allow' })
    expect(done.status).toBe(302)
    expect(answerOf(done)).toEqual({ code: expect.stringMatching(/^aPrx/), state: 'a state' })
  })

  test('ends with access_denied when the person says no', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    const done = await person.submit(consent, { decision: 'deny' })
    expect(done.location).toBe(
      `${callback}?error=access_denied&error_description=end-user%20denied%20authorization&state=a%20state`,
    )
  })

  test('is asked again after a no, and not after a yes', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    await person.submit(consent, { decision: 'deny' })
    const again = await person.visit(url())
    expect(again.text).toContain('oaapprove')
    await person.submit(again, { decision: 'allow' })
    expect(answerOf(await person.visit(url()))).toHaveProperty('code')
  })

  test('is asked again when the app wants more than it was allowed', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url({ scope: 'api' })))
    await person.submit(consent, { decision: 'allow' })
    expect(answerOf(await person.visit(url({ scope: 'api' })))).toHaveProperty('code')
    expect((await person.visit(url({ scope: 'api web' }))).text).toContain('oaapprove')
    expect((await person.visit(url({ scope: 'api' }, 'other'))).text).toContain('oaapprove')
  })

  test('skips consent where an administrator has approved the app for the user', async () => {
    const person = browser(org.hosts.login)
    const done = await logIn(person, await person.visit(url({}, 'approved')))
    expect(answerOf(done)).toHaveProperty('code')
  })

  test('ends with a refusal where an administrator has not', async () => {
    const person = browser(org.hosts.login)
    const done = await logIn(person, await person.visit(url({}, 'closed')))
    expect(answerOf(done)).toEqual({
      error: 'OAUTH_APP_ACCESS_DENIED',
      error_description: 'user is not admin approved to access this app',
      state: 'a state',
    })
  })

  test('shows no page before PKCE has been checked', async () => {
    const person = browser(org.hosts.login)
    const done = await person.visit(url({}, 'web'))
    expect(answerOf(done)['error_description']).toBe('missing required code challenge')
    const asked = await person.visit(url({ code_challenge: pkce().challenge }, 'web'))
    expect(asked.status).toBe(200)
  })
})

describe('the login page', () => {
  test('comes again with a message after a wrong password or an unknown user', async () => {
    const person = browser(org.hosts.login)
    const page = await person.visit(url())
    for (const username of [org.user(0).username, 'nobody@acme.example']) {
      const again = await person.submit(page, { username, password: 'wrong' })
      expect(again.status).toBe(200)
      expect(again.text).toContain('role="alert"')
      expect(again.text).toContain(`value="${username}"`)
    }
  })

  test('takes a user name in any case', async () => {
    const person = browser(org.hosts.login)
    const { username, password } = org.user(0)
    const page = await person.visit(url())
    const answer = await person.submit(page, { username: username.toUpperCase(), password })
    expect(answer.status).toBe(302)
  })

  test('is filled in by login_hint', async () => {
    const page = await browser(org.hosts.login).visit(url({ login_hint: 'me@acme.example' }))
    expect(page.text).toContain('value="me@acme.example"')
  })

  test('lets customers in on the site only, and all others elsewhere only', async () => {
    const customer = org.user(2)
    const elsewhere = browser(org.hosts.login)
    const refused = await elsewhere.submit(await elsewhere.visit(url()), {
      username: customer.username,
      password: customer.password,
    })
    expect(refused.text).toContain('role="alert"')
    const site = browser(org.hosts.site)
    const atSite = await site.visit(url({}, 'open', org.hosts.site))
    const admin = org.user(0)
    const wrongDoor = await site.submit(atSite, {
      username: admin.username,
      password: admin.password,
    })
    expect(wrongDoor.text).toContain('role="alert"')
    expect((await logIn(site, atSite, 2)).text).toContain('oaapprove')
  })

  test('turns away who was deactivated', async () => {
    const person = browser(org.hosts.login)
    const answer = await person.submit(await person.visit(url()), {
      username: 'gone@acme.example',
      password: 'pw',
    })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Access denied')
  })
})

test('a user who may use the API only is sent back to the app with the vague error', async () => {
  const person = browser(org.hosts.login)
  const answer = await person.submit(await person.visit(url()), {
    username: 'robot@acme.example',
    password: 'pw',
  })
  expect(answerOf(answer)).toEqual({
    error: 'OAUTH_APPROVAL_ERROR_GENERIC',
    error_description: 'An unexpected error has occurred during authentication. Please try again.',
    state: 'a state',
  })
})

describe('prompt', () => {
  test('login asks for the password although somebody is logged in', async () => {
    const person = browser(org.hosts.login)
    await approve(person)
    const page = await person.visit(url({ prompt: 'login' }))
    expect(page.text).toContain('name="password"')
    expect(answerOf(await logIn(person, page))).toHaveProperty('code')
  })

  test('login cannot be walked around by going to the consent page', async () => {
    const person = browser(org.hosts.login)
    await approve(person)
    const page = await person.visit(url({ prompt: 'login' }))
    const source = /name="source" value="([^"]+)"/.exec(page.text)![1]!
    const path = `/setup/secur/RemoteAccessAuthorizationPage.apexp?source=${source}`
    expect((await person.visit(path)).text).toContain('name="password"')
  })

  test('consent asks although it was allowed', async () => {
    const person = browser(org.hosts.login)
    await approve(person)
    expect((await person.visit(url({ prompt: 'consent' }))).text).toContain('oaapprove')
  })

  test('login consent asks for both', async () => {
    const person = browser(org.hosts.login)
    await approve(person)
    const consent = await logIn(person, await person.visit(url({ prompt: 'login consent' })))
    expect(consent.text).toContain('oaapprove')
  })

  test('select_account offers the accounts of this browser when there are several', async () => {
    const person = browser(org.hosts.login)
    await approve(person, 0)
    expect((await person.visit(url({ prompt: 'select_account' }))).text).not.toContain(
      'name="account"',
    )
    await logIn(person, await person.visit(url({ prompt: 'login' })), 1)
    const chooser = await person.visit(url({ prompt: 'select_account' }))
    const answer = await person.submit(chooser, { account: org.user(0).username })
    expect(answerOf(await person.visit(answer.location!))).toHaveProperty('code')
  })

  test('select_account lets nobody choose an account that never logged in here', async () => {
    const person = browser(org.hosts.login)
    const page = await person.visit(url())
    const answer = await person.submit(page, { username: '', account: org.user(0).username })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('name="password"')
  })

  test('none answers without a page', async () => {
    const person = browser(org.hosts.login)
    const none = (): Promise<Visit> => person.visit(url({ prompt: 'none' }))
    expect(answerOf(await none())['error']).toBe('login_required')
    await logIn(person, await person.visit(url()))
    expect(answerOf(await none())['error']).toBe('consent_required')
    await person.submit(await person.visit(url()), { decision: 'allow' })
    expect(answerOf(await none())).toHaveProperty('code')
  })
})

test('immediate gets a code where no page is needed, and else immediate_unsuccessful', async () => {
  const person = browser(org.hosts.login)
  const immediate = (): Promise<Visit> => person.visit(url({ immediate: 'true' }))
  expect(answerOf(await immediate())['error']).toBe('immediate_unsuccessful')
  await approve(person)
  expect(answerOf(await immediate())).toHaveProperty('code')
})

describe('the session of a browser', () => {
  test('is a cookie that scripts cannot read and that carries the role', async () => {
    for (const role of ['login', 'my_domain', 'sandbox', 'site'] as const) {
      const page = await browser(org.hosts[role]).visit(url({}, 'open', org.hosts[role]))
      expect(page.headers.getSetCookie()).toEqual([
        expect.stringMatching(
          new RegExp(`^sid_${role}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax$`),
        ),
      ])
    }
  })

  test('has another id after the login than before', async () => {
    const person = browser(org.hosts.login)
    const page = await person.visit(url())
    const before = person.cookies.get('sid_login')
    await logIn(person, page)
    expect(person.cookies.get('sid_login')).not.toBe(before)
    const planted = browser(org.hosts.login)
    planted.cookies.set('sid_login', before!)
    expect((await planted.visit(url())).text).toContain('name="password"')
  })

  test('ends when it is not used for the session timeout', async () => {
    const person = browser(org.hosts.login)
    await approve(person)
    await org.control('clock', { advance_s: 3600 })
    expect(answerOf(await person.visit(url()))).toHaveProperty('code')
    await org.control('clock', { advance_s: 7200 })
    expect((await person.visit(url())).text).toContain('name="password"')
  })

  test('ends with a logout, which goes back to the request', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    const href = /href="(\/secur\/logout\.jsp[^"]*)"/
      .exec(consent.text)![1]!
      .replaceAll('&amp;', '&')
    const out = await person.visit(href)
    expect(out.status).toBe(302)
    expect((await person.visit(out.location!)).text).toContain('name="password"')
  })

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\\/evil.example'])(
    'never goes to another host after a logout: %s',
    async (retURL) => {
      const person = browser(org.hosts.login)
      const out = await person.visit(
        `/secur/logout.jsp?${new URLSearchParams({ retURL }).toString()}`,
      )
      expect(out.location).toBe('/')
    },
  )
})

describe('a form', () => {
  test('of another browser is refused', async () => {
    const page = await browser(org.hosts.login).visit(url())
    const { username, password } = org.user(0)
    const other = await browser(org.hosts.login).submit(page, { username, password })
    expect(other.status).toBe(403)
    expect(other.location).toBeUndefined()
  })

  test('of a consent page cannot be posted from elsewhere', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    const forged = {
      ...consent,
      text: consent.text.replace(/name="form_token" value="[^"]+"/, 'name="form_token" value="x"'),
    }
    expect((await person.submit(forged, { decision: 'allow' })).status).toBe(403)
  })

  test('that was answered is over', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    await person.submit(consent, { decision: 'allow' })
    expect((await person.submit(consent, { decision: 'allow' })).status).toBe(400)
  })

  test('without a decision decides nothing', async () => {
    const person = browser(org.hosts.login)
    const consent = await logIn(person, await person.visit(url()))
    expect((await person.submit(consent, { decision: 'maybe' })).status).toBe(400)
    expect((await person.submit(consent, { decision: 'allow' })).status).toBe(302)
  })
})

test('a page runs no script, is not framed and is not kept', async () => {
  const page = await browser(org.hosts.login).visit(url())
  const policy = page.headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('script-src')
  expect(page.headers.get('cache-control')).toContain('no-store')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
})
