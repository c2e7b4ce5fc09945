import { Agent, request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { ReadyApp } from '../../../src/emulator/index.js'
import { accepts, callback, credentials, login, params, refresh } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const app = (name: string, policy: unknown) => ({
  name,
  redirect_uris: [callback],
  refresh_token_policy: policy,
})

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      app('immediate', { kind: 'immediate' }),
      app('fixed', { kind: 'fixed', hours: 2 }),
      app('idle', { kind: 'idle', hours: 2 }),
    ],
  },
})

const dead = { error: 'invalid_grant', error_description: 'expired access/refresh token' }

describe('a refresh', () => {
  test('mints a new access token and leaves the old one and the refresh token alive', async () => {
    const before = await login(org.hosts.login, org.app('web'))
    const { status, body } = await refresh(org.hosts.login, org.app('web'), before.refresh_token)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
      'access_token',
      'signature',
      'token_format',
      'scope',
      'id_token',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
    ])
    expect(body['access_token']).not.toBe(before.access_token)
    expect(await accepts(org.hosts.my_domain, before.access_token)).toBe(true)
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
    expect((await refresh(org.hosts.login, org.app('web'), before.refresh_token)).status).toBe(200)
  })

  test('works at every host', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('web'))
    for (const host of Object.values(org.hosts)) {
      expect((await refresh(host, org.app('web'), refresh_token)).status).toBe(200)
    }
  })

  test('with a token nobody issued, or with an access token, is refused', async () => {
    const { access_token } = await login(org.hosts.login, org.app('web'))
    for (const token of ['5Aep861nobody', access_token, '']) {
      const answer = await refresh(org.hosts.login, org.app('web'), token)
      expect(answer).toMatchObject({ status: 400, body: dead })
    }
  })
})

describe('rotation', () => {
  test('gives a new refresh token each time, and the old one is dead at once', async () => {
    const rotating = org.app('rotating')
    const first = await login(org.hosts.login, rotating)
    const second = await refresh(org.hosts.login, rotating, first.refresh_token)
    expect(second.body['refresh_token']).toMatch(/^5Aep861/)
    expect(second.body['refresh_token']).not.toBe(first.refresh_token)
    const third = await refresh(org.hosts.login, rotating, second.body['refresh_token']!)
    expect(third.status).toBe(200)
  })

  test('answers the use of an old token by ending the current one and all access tokens', async () => {
    const rotating = org.app('rotating')
    const first = await login(org.hosts.login, rotating)
    const second = await refresh(org.hosts.login, rotating, first.refresh_token)
    expect((await refresh(org.hosts.login, rotating, first.refresh_token)).body).toEqual(dead)
    const current = second.body['refresh_token']!
    expect((await refresh(org.hosts.login, rotating, current)).body).toEqual(dead)
    expect(await accepts(org.hosts.my_domain, first.access_token)).toBe(false)
    expect(await accepts(org.hosts.my_domain, second.body['access_token']!)).toBe(false)
  })

  test('leaves another login of the same app and user alone', async () => {
    const rotating = org.app('rotating')
    const laptop = await login(org.hosts.login, rotating)
    const phone = await login(org.hosts.login, rotating)
    await refresh(org.hosts.login, rotating, laptop.refresh_token)
    await refresh(org.hosts.login, rotating, laptop.refresh_token)
    expect((await refresh(org.hosts.login, rotating, phone.refresh_token)).status).toBe(200)
  })
})

describe('two refreshes at the same time', () => {
  test.each(['web', 'rotating'])(
    'of %s: the second is refused and the first goes on',
    async (name) => {
      const { refresh_token } = await login(org.hosts.login, org.app(name))
      const answers = await atOnce(2, org.hosts.login, org.app(name), refresh_token)
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
      expect(answers.find(({ status }) => status === 400)?.body).toEqual({
        error: 'invalid_grant',
        error_description: 'token request is already being processed',
      })
      const won = answers.find(({ status }) => status === 200)!.body
      expect(await accepts(org.hosts.my_domain, won['access_token']!)).toBe(true)
      const next = won['refresh_token'] ?? refresh_token
      expect((await refresh(org.hosts.login, org.app(name), next)).status).toBe(200)
    },
  )
})

describe('five approvals of one app by one user', () => {
  test('live side by side, and the sixth ends the one unused for longest', async () => {
    const web = org.app('web')
    const logins = []
    for (let count = 0; count < 5; count += 1) logins.push(await login(org.hosts.login, web))
    // The first is used, so the second is the one unused for longest.
    expect((await refresh(org.hosts.login, web, logins[0]!.refresh_token)).status).toBe(200)
    const sixth = await login(org.hosts.login, web)
    expect((await refresh(org.hosts.login, web, logins[1]!.refresh_token)).body).toEqual(dead)
    expect(await accepts(org.hosts.my_domain, logins[1]!.access_token)).toBe(false)
    for (const alive of [logins[0], logins[2], logins[3], logins[4], sixth]) {
      expect((await refresh(org.hosts.login, web, alive!.refresh_token)).status).toBe(200)
    }
  })

  test('count the use of an access token as use', async () => {
    const web = org.app('web')
    const logins = []
    for (let count = 0; count < 5; count += 1) logins.push(await login(org.hosts.login, web))
    await accepts(org.hosts.my_domain, logins[0]!.access_token)
    await login(org.hosts.login, web)
    expect((await refresh(org.hosts.login, web, logins[0]!.refresh_token)).status).toBe(200)
    expect((await refresh(org.hosts.login, web, logins[1]!.refresh_token)).body).toEqual(dead)
  })

  test('are counted for each app and each user', async () => {
    const first = await login(org.hosts.login, org.app('web'))
    for (let count = 0; count < 5; count += 1) {
      await login(org.hosts.login, org.app('public'))
      await login(org.hosts.site, org.app('web'))
    }
    expect((await refresh(org.hosts.login, org.app('web'), first.refresh_token)).status).toBe(200)
  })

  test('do not count refreshes', async () => {
    const web = org.app('web')
    const first = await login(org.hosts.login, web)
    const second = await login(org.hosts.login, web)
    for (let count = 0; count < 6; count += 1) {
      await refresh(org.hosts.login, web, second.refresh_token)
    }
    expect((await refresh(org.hosts.login, web, first.refresh_token)).status).toBe(200)
  })
})

describe('the refresh token policy', () => {
  async function refreshes(name: string, token: string): Promise<boolean> {
    return (await refresh(org.hosts.login, org.app(name), token)).status === 200
  }

  test('immediate: the token never works', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('immediate'))
    expect(await refreshes('immediate', refresh_token)).toBe(false)
  })

  test('fixed: the token works so long after the login, used or not', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('fixed'))
    await org.control('clock', { advance_s: 3600 })
    expect(await refreshes('fixed', refresh_token)).toBe(true)
    await org.control('clock', { advance_s: 3600 })
    expect(await refreshes('fixed', refresh_token)).toBe(false)
  })

  test('idle: the token works so long after its last use', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('idle'))
    for (let hours = 0; hours < 3; hours += 1) {
      await org.control('clock', { advance_s: 3600 })
      expect(await refreshes('idle', refresh_token)).toBe(true)
    }
    await org.control('clock', { advance_s: 7200 })
    expect(await refreshes('idle', refresh_token)).toBe(false)
  })
})

interface Raw {
  readonly status: number
  readonly body: Record<string, string>
}

/** Opens the connections first, so that the requests leave in one turn and arrive together. */
async function atOnce(
  count: number,
  host: string,
  asking: ReadyApp,
  token: string,
): Promise<Raw[]> {
  const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true }))
  const body = params({
    grant_type: 'refresh_token',
    refresh_token: token,
    ...credentials(asking),
  }).toString()
  try {
    await Promise.all(agents.map((agent) => send(`${host}/id/keys`, 'GET', '', agent)))
    return await Promise.all(
      agents.map((agent) => send(`${host}/services/oauth2/token`, 'POST', body, agent)),
    )
  } finally {
    for (const agent of agents) agent.destroy()
  }
}

function send(url: string, method: string, body: string, agent: Agent): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const request = httpRequest(url, { method, headers, agent }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, body: JSON.parse(text) as Record<string, string> }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}
