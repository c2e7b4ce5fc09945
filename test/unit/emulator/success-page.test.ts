import { describe, expect, test } from 'vitest'
import { authorizeUrl } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const path = '/services/oauth2/success'
const production = `https://login.salesforce.com${path}`

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'literal', redirect_uris: [production] },
      { name: 'test-literal', redirect_uris: [`https://test.salesforce.com${path}`] },
    ],
  },
})

const roles = ['my_domain', 'login', 'sandbox', 'site'] as const

async function taken(name: string, redirectUri: string): Promise<boolean> {
  const url = authorizeUrl(org.hosts.login, org.app(name), {
    response_type: 'token',
    redirect_uri: redirectUri,
  })
  return (await fetch(url, { redirect: 'manual' })).status === 302
}

describe('the landing page', () => {
  test.each(roles)('is there on the %s host, and shows nothing of what it got', async (role) => {
    const page = await fetch(`${org.hosts[role]}${path}?code=aPrxSecret&state=mine`)
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('Remote access authorized')
    expect(text).not.toContain('aPrxSecret')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('cache-control')).toContain('no-store')
  })

  test('does not say authorized after an error', async () => {
    const page = await fetch(`${org.hosts.login}${path}?error=access_denied`)
    expect(await page.text()).toContain('Remote access not authorized')
  })
})

describe('as a redirect URI the landing page', () => {
  test.each(['legacy', 'public'])('of every host is registered for %s', async (name) => {
    for (const role of roles) {
      expect(await taken(name, org.hosts[role] + path)).toBe(true)
      const localhost = org.hosts[role].replace('127.0.0.1', 'localhost')
      expect(await taken(name, localhost + path)).toBe(true)
    }
  })

  test('is refused to an app that has not registered it', async () => {
    for (const role of roles) expect(await taken('web', org.hosts[role] + path)).toBe(false)
  })

  test('may be registered by its name at Salesforce, for the login host only', async () => {
    expect(await taken('literal', org.hosts.login + path)).toBe(true)
    expect(await taken('literal', production)).toBe(true)
    expect(await taken('literal', org.hosts.sandbox + path)).toBe(false)
    expect(await taken('literal', org.hosts.my_domain + path)).toBe(false)
    expect(await taken('literal', `${org.hosts.login}${path}/`)).toBe(false)
  })

  test('may be registered by its name at the test host, for ours', async () => {
    expect(await taken('test-literal', org.hosts.sandbox + path)).toBe(true)
    expect(await taken('test-literal', org.hosts.login + path)).toBe(false)
  })
})
