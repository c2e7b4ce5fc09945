import { describe, expect, test } from 'vitest'
import { accepts, credentials, tokenCall, type Answer, type Params } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const users = [
  { username: 'careful@acme.example', password: 'secret', security_token: 'T0k3n' },
  { username: 'gone@acme.example', password: 'secret', active: false },
]

const org = sharedOrg({
  config: {
    users,
    apps: [{ name: 'admins', permitted_users: 'admin_approved', preauthorized: [] }],
  },
})
const strict = sharedOrg({ config: { org: { blocked_flows: ['password'] } } })

function ask(more: Params = {}, host = org.hosts.login): Promise<Answer> {
  return tokenCall(host, {
    grant_type: 'password',
    ...credentials(org.app('legacy')),
    username: org.user(0).username,
    password: org.user(0).password,
    ...more,
  })
}

const failure = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'authentication failure' },
}

describe('user name and password', () => {
  test('are answered with exactly the members that were recorded: no scope, no refresh token', async () => {
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
      'access_token',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
      'signature',
    ])
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
  })

  test('may be followed by the security token, by the right one and if there is one', async () => {
    const username = 'careful@acme.example'
    for (const password of ['secret', 'secretT0k3n']) {
      expect((await ask({ username, password })).status).toBe(200)
    }
    expect(await ask({ username, password: 'secretT0k3' })).toMatchObject(failure)
    const other = { password: `${org.user(0).password}T0k3n` }
    expect(await ask(other)).toMatchObject(failure)
  })

  test('fail in the same words whatever is wrong with them', async () => {
    const attempts: Params[] = [
      { password: 'wrong' },
      { password: undefined },
      { username: 'nobody@acme.example' },
      { username: undefined },
      { username: org.user(2).username, password: org.user(2).password },
    ]
    for (const given of attempts) expect(await ask(given)).toMatchObject(failure)
  })

  test('open the site to its customers only', async () => {
    const customer = { username: org.user(2).username, password: org.user(2).password }
    const { body } = await ask(customer, org.hosts.site)
    expect(body).toMatchObject({ sfdc_community_url: org.hosts.site })
    expect(await ask({}, org.hosts.site)).toMatchObject(failure)
  })

  test('do not stand for those of the app', async () => {
    expect((await ask({ client_secret: undefined })).body['error']).toBe('invalid_client')
    expect((await ask({ client_id: 'nobody' })).body['error']).toBe('invalid_client_id')
  })

  test('do not let in who is inactive, nor whom the administrator has not admitted', async () => {
    const gone = { username: 'gone@acme.example', password: 'secret' }
    expect((await ask(gone)).body).toMatchObject({ error_description: 'inactive user' })
    expect((await ask({ ...gone, password: 'wrong' })).body).toEqual(failure.body)
    expect((await ask(credentials(org.app('admins')))).body).toMatchObject({
      error: 'invalid_app_access',
    })
  })

  test('are a secret where they stand in the query string', async () => {
    const query = new URLSearchParams({ username: 'a', password: 'b' }).toString()
    await fetch(`${org.hosts.login}/services/oauth2/token?${query}`, { method: 'POST' })
    expect((await org.ledger()).requests).toMatchObject([{ secret_in_query: true }])
  })
})

test('a blocked password flow looks like a wrong password', async () => {
  const answer = await tokenCall(strict.hosts.login, {
    grant_type: 'password',
    ...credentials(strict.app('legacy')),
    username: strict.user(0).username,
    password: strict.user(0).password,
  })
  expect(answer).toMatchObject(failure)
})
