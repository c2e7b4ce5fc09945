import { describe, expect, test } from 'vitest'
import { browser, type Browser, type Visit } from './support/browser.js'
import { outcome, poll, started, type StartedDevice } from './support/device.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  config: {
    apps: [
      {
        name: 'chosen',
        scopes: ['api'],
        device_flow: true,
        permitted_users: 'admin_approved',
        preauthorized: ['chosen@acme.example'],
      },
    ],
    users: [{ username: 'chosen@acme.example', password: 'pw' }],
  },
})

const host = (): string => org.hosts.login

function begin(name = 'device', at = host()): Promise<StartedDevice> {
  return started(at, org.app(name))
}

/** Types a code and stops at what comes then. */
async function enter(person: Browser, code: string, path = '/setup/connect'): Promise<Visit> {
  const answer = await person.submit(await person.visit(path), { user_code: code })
  return answer.location === undefined ? answer : person.visit(answer.location)
}

async function logIn(person: Browser, page: Visit, index = 0): Promise<Visit> {
  const { username, password } = org.user(index)
  const answer = await person.submit(page, { username, password })
  expect(answer.status).toBe(302)
  return person.visit(answer.location!)
}

describe('the way of a person with a device', () => {
  test('leads from the code over login and approval to a page that says it is done', async () => {
    for (const at of Object.values(org.hosts)) {
      const device = await begin('device', at)
      const person = browser(at)
      const login = await enter(person, device.user_code)
      expect(login.text).toContain('name="password"')
      const index = at === org.hosts.site ? 2 : 0
      const approval = await logIn(person, login, index)
      expect(approval.text).toContain('id="oaapprove"')
      expect(approval.text).toContain('<bdi>device</bdi>')
      expect(approval.text).toContain(org.user(index).username)
      expect(approval.text).toContain('<code>refresh_token</code>')
      expect(approval.text).toContain(device.user_code)
      expect(await outcome(at, device)).toBe('authorization_pending')
      const done = await person.submit(approval, { decision: 'allow' })
      expect(done.status).toBe(200)
      expect(done.text).toContain('<h1>Device connected</h1>')
      expect((await poll(at, device)).body['id']).toContain(org.user(index).user_id)
    }
  })

  test('ends with access_denied for the device when the person says no', async () => {
    const device = await begin()
    const person = browser(host())
    const approval = await logIn(person, await enter(person, device.user_code))
    const done = await person.submit(approval, { decision: 'deny' })
    expect(done.status).toBe(200)
    expect(done.text).toContain('<h1>Access denied</h1>')
    const refused = {
      status: 400,
      body: { error: 'access_denied', error_description: 'end-user denied authorization' },
    }
    expect(await poll(host(), device)).toMatchObject(refused)
    expect(await poll(host(), device)).toMatchObject(refused)
  })

  test('asks again for every device, whatever was allowed before', async () => {
    const person = browser(host())
    const first = await begin()
    const approval = await logIn(person, await enter(person, first.user_code))
    await person.submit(approval, { decision: 'allow' })
    const second = await enter(person, (await begin()).user_code)
    expect(second.text).toContain('id="oaapprove"')
  })

  test('lets somebody else log in instead', async () => {
    const device = await begin()
    const person = browser(host())
    const approval = await logIn(person, await enter(person, device.user_code))
    const logout = /href="([^"]+)">Not you\?/.exec(approval.text)![1]!
    const back = await person.visit((await person.visit(logout)).location!)
    const other = await logIn(person, back, 1)
    await person.submit(other, { decision: 'allow' })
    expect((await poll(host(), device)).body['id']).toContain(org.user(1).user_id)
  })

  test('lets nobody in who does not belong to the host', async () => {
    const person = browser(host())
    const login = await enter(person, (await begin()).user_code)
    const { username, password } = org.user(2)
    const answer = await person.submit(login, { username, password })
    expect(answer.text).toContain('role="alert"')
  })

  test('turns away whom the policy of the app does not admit, and waits for another', async () => {
    const device = await begin('chosen')
    const person = browser(host())
    const refused = await logIn(person, await enter(person, device.user_code))
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('has not approved this app for you')
    expect(await outcome(host(), device)).toBe('authorization_pending')
    const other = browser(host())
    const login = await enter(other, device.user_code)
    const admitted = await other.submit(login, { username: 'chosen@acme.example', password: 'pw' })
    const approval = await other.visit(admitted.location!)
    await other.submit(approval, { decision: 'allow' })
    expect(await outcome(host(), device)).toBe('tokens')
  })
})

describe('the form for the code', () => {
  test('is filled in by user_code and approves nothing by itself', async () => {
    const device = await begin()
    const page = await browser(host()).visit(`/setup/connect?user_code=${device.user_code}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`name="user_code" value="${device.user_code}"`)
    expect(await outcome(host(), device)).toBe('authorization_pending')
  })

  test('takes a code in any case, with spaces and dashes', async () => {
    const { user_code } = await begin()
    const typed = ` ${user_code.slice(0, 4).toLowerCase()}-${user_code.slice(4)} `
    expect((await enter(browser(host()), typed)).text).toContain('name="password"')
  })

  test('comes again with a message for a code that is wrong, expired or used', async () => {
    const denied = await begin()
    const person = browser(host())
    const approval = await logIn(person, await enter(person, denied.user_code))
    await person.submit(approval, { decision: 'deny' })
    const expired = await begin()
    await org.control('clock', { advance_s: 600 })
    for (const code of ['WRONG', expired.user_code, denied.user_code]) {
      const again = await enter(person, code)
      expect(again.status).toBe(400)
      expect(again.text).toContain('role="alert"')
      expect(again.text).toContain(`value="${code}"`)
    }
  })

  test('asks for the password although somebody is logged in, if prompt=login does', async () => {
    const person = browser(host())
    await logIn(person, await enter(person, (await begin()).user_code))
    const known = await enter(person, (await begin()).user_code)
    expect(known.text).toContain('id="oaapprove"')
    const fresh = await enter(person, (await begin()).user_code, '/setup/connect?prompt=login')
    expect(fresh.text).toContain('name="password"')
    expect((await logIn(person, fresh)).text).toContain('id="oaapprove"')
  })

  test('is not taken from another site', async () => {
    const device = await begin()
    const person = browser(host())
    const page = await person.visit('/setup/connect')
    const stranger = await browser(host()).submit(page, { user_code: device.user_code })
    expect(stranger.status).toBe(403)
    const guessed = await person.submit(forged(page), { user_code: device.user_code })
    expect(guessed.status).toBe(403)
    expect(guessed.text).toContain('This form did not come from this page')
  })
})

describe('the approval', () => {
  test('is not taken from another site', async () => {
    const device = await begin()
    const person = browser(host())
    const approval = await logIn(person, await enter(person, device.user_code))
    for (const decision of ['allow', 'deny']) {
      expect((await person.submit(forged(approval), { decision })).status).toBe(403)
    }
    expect(await outcome(host(), device)).toBe('authorization_pending')
  })

  test('counts once', async () => {
    const device = await begin()
    const person = browser(host())
    const approval = await logIn(person, await enter(person, device.user_code))
    await person.submit(approval, { decision: 'allow' })
    expect((await person.submit(approval, { decision: 'deny' })).status).toBe(400)
    expect(await outcome(host(), device)).toBe('tokens')
  })

  test('comes too late once the code has expired or somebody else has decided', async () => {
    for (const happen of [expire, denyElsewhere]) {
      const device = await begin()
      const person = browser(host())
      const approval = await logIn(person, await enter(person, device.user_code))
      await happen(device)
      const late = await person.submit(approval, { decision: 'allow' })
      expect(late.status).toBe(400)
      expect(late.text).toContain('This code is no longer valid')
      expect(await outcome(host(), device)).toBe(
        happen === expire ? 'invalid_grant' : 'access_denied',
      )
    }
  })
})

test('the pages are not kept, not framed, and run no script', async () => {
  const { headers } = await browser(host()).visit('/setup/connect')
  expect(headers.get('cache-control')).toContain('no-store')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

async function expire(): Promise<void> {
  await org.control('clock', { advance_s: 600 })
}

async function denyElsewhere(device: StartedDevice): Promise<void> {
  const other = browser(host())
  const approval = await logIn(other, await enter(other, device.user_code), 1)
  await other.submit(approval, { decision: 'deny' })
}

/** A form as another site would guess it. */
function forged(page: Visit): Visit {
  const text = page.text.replace(/name="form_token" value="[^"]+"/, 'name="form_token" value="x"')
  return { ...page, text }
}
