import { describe, expect, test } from 'vitest'
import { browser } from './support/browser.js'
import { accepts, refresh, type Answer } from './support/client.js'
import { outcome, poll, start, started, type StartedDevice } from './support/device.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      { name: 'secretive', client_secret: 'the secret', device_flow: true },
      { name: 'other', device_flow: true },
      {
        name: 'closed',
        scopes: ['api'],
        device_flow: true,
        permitted_users: 'admin_approved',
        preauthorized: [],
      },
    ],
  },
})

const host = (): string => org.hosts.login

function begin(name = 'device', scope?: string): Promise<StartedDevice> {
  return started(host(), org.app(name), { scope })
}

/** Lets a device in as a test does: with a plain GET. */
async function approve(device: StartedDevice): Promise<void> {
  const page = await fetch(`${device.verification_uri}?user_code=${device.user_code}`)
  expect(page.status).toBe(200)
}

async function tokensFor(device: StartedDevice): Promise<Answer['body']> {
  await approve(device)
  const answer = await poll(host(), device)
  expect(answer.status).toBe(200)
  return answer.body
}

const pass = (seconds: number): Promise<Response> => org.control('clock', { advance_s: seconds })

describe('the poll of a device', () => {
  test('gets the ordinary answer once a person has said yes', async () => {
    const device = await begin()
    expect(await outcome(host(), device)).toBe('authorization_pending')
    expect(await tokensFor(device)).toEqual({
      access_token: expect.stringMatching(/^00D/),
      refresh_token: expect.stringMatching(/^5Aep861/),
      signature: expect.any(String),
      token_format: 'opaque',
      scope: 'web id api email openid profile refresh_token',
      id_token: expect.stringMatching(/^eyJ/),
      instance_url: org.hosts.my_domain,
      id: `${org.hosts.login}/id/${org.id}/${org.user(0).user_id}`,
      token_type: 'Bearer',
      issued_at: expect.stringMatching(/^\d{13}$/),
    })
  })

  test('gets tokens that work', async () => {
    const tokens = await tokensFor(await begin())
    expect(await accepts(org.hosts.my_domain, tokens['access_token']!)).toBe(true)
    const renewed = await refresh(host(), org.app('device'), tokens['refresh_token']!)
    expect(renewed.status).toBe(200)
  })

  test('gets a refresh token and an ID token only for their scopes', async () => {
    const tokens = await tokensFor(await begin('device', 'api'))
    expect(tokens).toMatchObject({ scope: 'api' })
    expect(tokens).not.toHaveProperty('refresh_token')
    expect(tokens).not.toHaveProperty('id_token')
  })

  test('waits without a person, for ten minutes', async () => {
    const device = await begin()
    expect(await poll(host(), device)).toMatchObject({
      status: 400,
      body: { error: 'authorization_pending', error_description: 'authorization pending' },
    })
    await pass(590)
    expect(await outcome(host(), device)).toBe('authorization_pending')
    await pass(10)
    expect(await poll(host(), device)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'expired device code' },
    })
  })

  test('gets nothing for a yes it did not fetch in time', async () => {
    const device = await begin()
    await approve(device)
    await pass(600)
    expect(await outcome(host(), device)).toBe('invalid_grant')
  })

  test('gets tokens once', async () => {
    const device = await begin()
    const tokens = await tokensFor(device)
    expect(await outcome(host(), device)).toBe('invalid_grant')
    expect(await accepts(org.hosts.my_domain, tokens['access_token']!)).toBe(true)
  })

  test('gets tokens once also when two come at the same time', async () => {
    const device = await begin()
    await approve(device)
    const both = await Promise.all([outcome(host(), device), outcome(host(), device)])
    expect(both.sort()).toEqual(['invalid_grant', 'tokens'])
  })

  test('is malformed without a code or with one that is unknown or another app’s', async () => {
    const device = await begin()
    for (const answer of [
      await poll(host(), device, { code: undefined }),
      await poll(host(), device, { code: device.user_code }),
      await poll(host(), { ...device, app: org.app('other') }),
      await poll(host(), device, { code: undefined, device_code: device.device_code }),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'invalid_request', error_description: 'invalid device code' },
      })
    }
  })

  test('takes no scope', async () => {
    expect(await poll(host(), await begin(), { scope: 'api' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'scope parameter not supported' },
    })
  })

  test('needs no secret, but checks one that is sent', async () => {
    const device = await begin('secretive')
    const wrong = await poll(host(), device, { client_secret: 'wrong' })
    expect(wrong.body['error']).toBe('invalid_client')
    const right = await poll(host(), device, { client_secret: 'the secret' })
    expect(right.body['error']).toBe('authorization_pending')
  })

  test('is not for an app without the flow', async () => {
    const device = { ...(await begin()), app: org.app('public') }
    expect((await poll(host(), device)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'device flow is not enabled for the app',
    })
  })

  test('has no other name, not that of RFC 8628 either', async () => {
    const device = await begin()
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    const answer = await poll(host(), device, { grant_type, device_code: device.device_code })
    expect(answer.body['error']).toBe('unsupported_grant_type')
  })
})

describe('a device that polls too fast', () => {
  test('is told to slow down, and has to wait five seconds more for good', async () => {
    const device = await begin()
    const after = async (seconds: number): Promise<string> => {
      await pass(seconds)
      return outcome(host(), device)
    }
    expect(await after(0)).toBe('authorization_pending')
    expect(await after(2)).toBe('slow_down')
    expect(await after(10)).toBe('authorization_pending')
    expect(await after(6)).toBe('slow_down')
    expect(await after(10)).toBe('slow_down')
    expect(await after(20)).toBe('authorization_pending')
    expect(await after(20)).toBe('authorization_pending')
  })

  test('may come half a second early', async () => {
    const device = await begin()
    await poll(host(), device)
    await pass(4.6)
    expect(await outcome(host(), device)).toBe('authorization_pending')
  })

  test('slows down no other device', async () => {
    const hasty = await begin()
    const other = await begin()
    await poll(host(), hasty)
    expect(await outcome(host(), hasty)).toBe('slow_down')
    expect(await outcome(host(), other)).toBe('authorization_pending')
  })

  test('gets its tokens all the same', async () => {
    const device = await begin()
    await poll(host(), device)
    expect(await tokensFor(device)).toHaveProperty('access_token')
  })
})

test('the sixth device of one person ends the first', async () => {
  const first = await tokensFor(await begin())
  for (let count = 0; count < 5; count += 1) await tokensFor(await begin())
  const dead = await refresh(host(), org.app('device'), first['refresh_token']!)
  expect(dead.body).toEqual({
    error: 'invalid_grant',
    error_description: 'expired access/refresh token',
  })
})

test('the ledger counts polls and lists the tokens of a device', async () => {
  const device = await begin('device', 'api')
  await tokensFor(device)
  const ledger = await org.ledger()
  expect(ledger.grants).toEqual({ device: 1 })
  expect(ledger.tokens).toEqual([
    {
      kind: 'access',
      fingerprint: expect.stringMatching(/^sha256:/),
      user: org.user(0).username,
      client_id: org.app('device').client_id,
      scope: ['api'],
      active: true,
      family: 1,
    },
  ])
})

test('a reset forgets the devices', async () => {
  const device = await begin()
  await org.control('reset')
  expect(await outcome(host(), device)).toBe('invalid_request')
  const page = await fetch(`${device.verification_uri}?user_code=${device.user_code}`)
  expect(page.status).toBe(400)
})

describe('an org that approves by itself', () => {
  test('lets a device in on a plain GET, and says so', async () => {
    const device = await begin()
    const page = await fetch(`${device.verification_uri}?user_code=${device.user_code}`)
    expect(page.status).toBe(200)
    const text = await page.text()
    expect(text).toContain('<h1>Device connected</h1>')
    expect(text).toContain(org.user(0).username)
    expect(await outcome(host(), device)).toBe('tokens')
  })

  test('has another first user on the site', async () => {
    const device = await started(org.hosts.site, org.app('device'))
    await approve(device)
    expect((await poll(org.hosts.site, device)).body).toMatchObject({
      id: `${org.hosts.login}/id/${org.id}/${org.user(2).user_id}`,
      sfdc_community_url: org.hosts.site,
    })
  })

  test('lets no device in for a user whom the app does not admit', async () => {
    const device = await begin('closed')
    const page = await fetch(`${device.verification_uri}?user_code=${device.user_code}`)
    expect(page.status).toBe(403)
    expect(await outcome(host(), device)).toBe('authorization_pending')
  })

  test('lets a device in whose code was typed, without a login', async () => {
    const device = await begin()
    const person = browser(host())
    const form = await person.visit('/setup/connect')
    const done = await person.submit(form, { user_code: device.user_code })
    expect(done.text).toContain('<h1>Device connected</h1>')
    expect(await outcome(host(), device)).toBe('tokens')
  })

  test('still asks for a code that it was not given, and takes no wrong one', async () => {
    const device = await begin()
    const asked = await fetch(device.verification_uri)
    expect(asked.status).toBe(200)
    expect(await asked.text()).toContain('name="user_code"')
    const wrong = await fetch(`${device.verification_uri}?user_code=WRONG`)
    expect(wrong.status).toBe(400)
    expect(await outcome(host(), device)).toBe('authorization_pending')
  })
})

test('a start leaves no trace among the grants', async () => {
  await start(host(), org.app('device'))
  expect((await org.ledger()).grants).toEqual({})
})
