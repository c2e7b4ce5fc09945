import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { authorizeUrl, callback, redirectOf, type Params } from './support/client.js'
import { fragmentOf } from './support/fragment.js'
import { sharedOrg } from './support/shared-org.js'

const apps = [
  { name: 'open', redirect_uris: [callback] },
  {
    name: 'closed',
    redirect_uris: [callback],
    permitted_users: 'admin_approved',
    preauthorized: [],
  },
]
const users = [{ username: 'gone@acme.example', password: 'pw', active: false }]
const org = sharedOrg({ config: { apps, users } })
const configured = sharedOrg({
  config: {
    apps,
    org: { auth_providers: [{ name: 'Google' }], saml_providers: [{ name: 'Okta & Co' }] },
  },
})
const quick = sharedOrg({ autoApprove: true, config: { apps } })

function url(more: Params = {}, host = org.hosts.my_domain): string {
  return authorizeUrl(host, org.app('open'), { sso_provider: 'AcmeIdP', ...more })
}

async function atProvider(person: Browser, asked = url()): Promise<Visit> {
  const jump = await person.visit(asked)
  expect(jump.status).toBe(302)
  return person.visit(jump.location!)
}

async function signIn(person: Browser, page: Visit, index: number): Promise<Visit> {
  const back = await person.submit(page, { account: org.user(index).username })
  expect(back.status).toBe(302)
  return person.visit(back.location!)
}

describe('sso_provider', () => {
  test('leads over the identity provider, without our login page, to the consent', async () => {
    const person = browser(org.hosts.my_domain)
    const jump = await person.visit(url())
    expect(jump.location).toMatch(/^\/services\/auth\/sso\/AcmeIdP\?source=/)
    const page = await person.visit(jump.location!)
    expect(page.text).toContain('Sign in with <bdi>AcmeIdP</bdi>')
    const consent = await signIn(person, page, 1)
    expect(consent.text).toContain('oaapprove')
    expect(consent.text).toContain(org.user(1).username)
    const done = await person.submit(consent, { decision: 'allow' })
    expect(done.location).toContain('?code=')
  })

  test('serves the user-agent flow too', async () => {
    const person = browser(org.hosts.my_domain)
    const consent = await signIn(
      person,
      await atProvider(person, url({ response_type: 'token' })),
      0,
    )
    const done = await person.submit(consent, { decision: 'allow' })
    expect(fragmentOf(done.location).members).toHaveProperty('access_token')
  })

  test('offers the active users of the host, and nobody else comes in', async () => {
    const inside = browser(org.hosts.my_domain)
    const page = await atProvider(inside)
    expect(page.text).toContain(org.user(0).username)
    expect(page.text).not.toContain(org.user(2).username)
    expect(page.text).not.toContain('gone@acme.example')
    const again = await inside.submit(page, { account: org.user(2).username })
    expect(again.status).toBe(200)
    const site = browser(org.hosts.site)
    const atSite = await atProvider(site, url({}, org.hosts.site))
    expect(atSite.text).toContain(org.user(2).username)
    expect(atSite.text).not.toContain(org.user(0).username)
  })

  test('is not needed by somebody who is logged in, unless prompt=login asks anew', async () => {
    const person = browser(org.hosts.my_domain)
    await signIn(person, await atProvider(person), 0)
    expect((await person.visit(url())).text).toContain('oaapprove')
    expect((await person.visit(url({ prompt: 'login' }))).location).toContain('/services/auth/sso/')
  })

  test.each(['acmeidp', 'Nobody', ''])(
    'of a name the org has not leads to the login page: %s',
    async (name) => {
      const page = await browser(org.hosts.my_domain).visit(url({ sso_provider: name }))
      expect(page.text).toContain('name="password"')
    },
  )

  test.each(['login', 'sandbox'] as const)('means nothing on the %s host', async (role) => {
    const page = await browser(org.hosts[role]).visit(url({}, org.hosts[role]))
    expect(page.text).toContain('name="password"')
    expect((await fetch(`${org.hosts[role]}/services/auth/sso/AcmeIdP`)).status).toBe(404)
  })

  test.each(['Google', 'Okta & Co'])(
    'names an auth provider or a SAML configuration of the org: %s',
    async (name) => {
      const asked = authorizeUrl(configured.hosts.my_domain, configured.app('open'), {
        sso_provider: name,
      })
      const person = browser(configured.hosts.my_domain)
      const jump = await person.visit(asked)
      const page = await person.visit(jump.location!)
      expect(page.text).toContain(`Sign in with <bdi>${name.replace('&', '&amp;')}</bdi>`)
    },
  )

  test('is replaced by what the configuration names', async () => {
    const asked = authorizeUrl(configured.hosts.my_domain, configured.app('open'), {
      sso_provider: 'AcmeIdP',
    })
    expect((await browser(configured.hosts.my_domain).visit(asked)).text).toContain(
      'name="password"',
    )
  })
})

describe('the page of the identity provider', () => {
  test('cannot be posted by another site', async () => {
    const person = browser(org.hosts.my_domain)
    const page = await atProvider(person)
    const stranger = browser(org.hosts.my_domain)
    const answer = await stranger.submit(page, { account: org.user(0).username })
    expect(answer.status).toBe(403)
  })

  test('does not let in whom the policy of the app keeps out', async () => {
    const person = browser(org.hosts.my_domain)
    const asked = authorizeUrl(org.hosts.my_domain, org.app('closed'), { sso_provider: 'AcmeIdP' })
    const done = await signIn(person, await atProvider(person, asked), 0)
    expect(done.location).toContain('error=OAUTH_APP_ACCESS_DENIED')
  })
})

test('with auto-approve the jump answers itself by redirects, without cookies', async () => {
  const asked = authorizeUrl(quick.hosts.my_domain, quick.app('open'), {
    sso_provider: 'AcmeIdP',
    state: 'a b&c',
  })
  const jump = await fetch(asked, { redirect: 'manual' })
  const there = new URL(jump.headers.get('location')!, asked)
  expect(there.pathname).toBe('/services/auth/sso/AcmeIdP')
  const back = await fetch(there, { redirect: 'manual' })
  const answer = await redirectOf(new URL(back.headers.get('location')!, asked).href)
  expect(Object.fromEntries(answer)).toEqual({
    code: expect.stringMatching(/^aPrx/),
    state: 'a b&c',
  })
})
