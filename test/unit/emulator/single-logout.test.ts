import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { accepts, authorizeUrl, callback, credentials, tokenCall } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  config: {
    apps: [
      {
        name: 'rp',
        redirect_uris: [callback],
        single_logout_url: 'https://rp.example/a;b,c/logout?from=org',
      },
      { name: 'other', redirect_uris: [callback], single_logout_url: 'https://other.example/out' },
      { name: 'silent', redirect_uris: [callback] },
    ],
  },
})
const quick = sharedOrg({ autoApprove: true })

const path = '/services/auth/idp/oidc/logout'

async function use(person: Browser, name: string, host: string, index = 0): Promise<string> {
  const first = await person.visit(authorizeUrl(host, org.app(name)))
  const { username, password } = org.user(index)
  const consent = first.text.includes('name="password"')
    ? await person.visit((await person.submit(first, { username, password })).location!)
    : first
  const done = await person.submit(consent, { decision: 'allow' })
  return new URL(done.location!).searchParams.get('code')!
}

function frames(page: Visit): readonly string[] {
  return [...page.text.matchAll(/<iframe src="([^"]*)"/g)].map(([, src]) => src!)
}

function frameSources(page: Visit): string | undefined {
  return /; frame-src (.*)$/.exec(page.headers.get('content-security-policy')!)?.[1]
}

describe('the logout for apps', () => {
  test('ends the session and calls the apps it was used for, and no others', async () => {
    const person = browser(org.hosts.my_domain)
    await use(person, 'rp', org.hosts.my_domain)
    await use(person, 'silent', org.hosts.my_domain)
    expect((await person.visit('/')).text).toContain('You are logged in as')
    const page = await person.visit(path)
    expect(page.status).toBe(200)
    expect(frames(page)).toEqual(['https://rp.example/a;b,c/logout?from=org'])
    expect(frameSources(page)).toBe('https://rp.example/a%3Bb%2Cc/logout')
    expect(page.text).toContain('<bdi>rp</bdi>')
    expect(page.text).not.toContain('other.example')
    expect((await person.visit('/')).text).not.toContain('You are logged in as')
  })

  test('calls nobody twice, nor when the session is over', async () => {
    const person = browser(org.hosts.my_domain)
    await use(person, 'other', org.hosts.my_domain)
    await person.visit(authorizeUrl(org.hosts.my_domain, org.app('other')))
    expect(frames(await person.visit(path))).toEqual(['https://other.example/out'])
    const again = await person.visit(path)
    expect(again.status).toBe(200)
    expect(frames(again)).toEqual([])
    expect(frameSources(again)).toBeUndefined()
  })

  test('calls no app for a session that has timed out', async () => {
    const person = browser(org.hosts.my_domain)
    await use(person, 'rp', org.hosts.my_domain)
    await org.control('clock', { advance_s: 7200 })
    expect(frames(await person.visit(path))).toEqual([])
  })

  test('on My Domain ends what began at a login host', async () => {
    const person = browser(org.hosts.login)
    await use(person, 'rp', org.hosts.login)
    const page = await person.visit(org.hosts.my_domain + path)
    expect(frames(page)).toHaveLength(1)
    const asked = await person.visit(authorizeUrl(org.hosts.login, org.app('rp')))
    expect(asked.text).toContain('name="password"')
  })

  test('on the site leaves the other hosts alone', async () => {
    const person = browser(org.hosts.my_domain)
    await use(person, 'rp', org.hosts.my_domain)
    expect(frames(await person.visit(org.hosts.site + path))).toEqual([])
    expect((await person.visit('/')).text).toContain('You are logged in as')
    const customer = browser(org.hosts.site)
    await use(customer, 'rp', org.hosts.site, 2)
    expect(frames(await customer.visit(path))).toHaveLength(1)
  })

  test('leaves tokens alone', async () => {
    const person = browser(org.hosts.my_domain)
    const code = await use(person, 'rp', org.hosts.my_domain)
    const { body } = await tokenCall(org.hosts.my_domain, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback,
      ...credentials(org.app('rp')),
    })
    await person.visit(path)
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
  })

  test('goes nowhere, whatever parameters say', async () => {
    const query = new URLSearchParams({
      post_logout_redirect_uri: 'https://evil.example/',
      redirect_uri: 'https://evil.example/',
      id_token_hint: 'x.y.z',
      state: 's',
    })
    const page = await browser(org.hosts.my_domain).visit(`${path}?${query.toString()}`)
    expect(page.status).toBe(200)
    expect(page.location).toBeUndefined()
    expect(page.text).not.toContain('evil.example')
  })

  test.each(['login', 'sandbox'] as const)('is not there on the %s host', async (role) => {
    expect((await browser(org.hosts[role]).visit(path)).status).toBe(404)
  })

  test('answers itself with 200 under auto-approve, without cookies', async () => {
    for (const role of ['my_domain', 'site'] as const) {
      expect((await fetch(quick.hosts[role] + path)).status).toBe(200)
    }
  })
})

describe('to log in again', () => {
  test('needs no app, and ends at the home page', async () => {
    const person = browser(org.hosts.my_domain)
    const out = await person.visit(path)
    const page = await person.visit(/href="(\/login)"/.exec(out.text)![1]!)
    const { username, password } = org.user(1)
    const wrong = await person.submit(page, { username, password: 'wrong' })
    expect(wrong.text).toContain('role="alert"')
    const answer = await person.submit(wrong, { username, password })
    expect(answer.location).toBe('/')
    expect((await person.visit('/')).text).toMatch(
      new RegExp(`You are logged in as[^]*${username}`),
    )
  })

  test('cannot be done by a form of another site', async () => {
    const page = await browser(org.hosts.my_domain).visit('/login')
    const { username, password } = org.user(1)
    const answer = await browser(org.hosts.my_domain).submit(page, { username, password })
    expect(answer.status).toBe(403)
  })
})
