import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { credentials, get, tokenCall, type Answer, type Params } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const runAs = { run_as: 'admin@acme.example' }

const org = sharedOrg({
  config: {
    apps: [
      { name: 'nobody', client_credentials: { enabled: true } },
      { name: 'outsider', client_credentials: { run_as: 'customer@site.example' } },
      { name: 'inactive', client_credentials: { run_as: 'gone@acme.example' } },
      {
        name: 'not-admitted',
        client_credentials: runAs,
        permitted_users: 'admin_approved',
        preauthorized: [],
      },
      { name: 'full', client_credentials: runAs, scopes: ['full', 'refresh_token'] },
      { name: 'data-cloud', client_credentials: runAs, scopes: ['cdp_query_api'] },
      { name: 'blocked', client_credentials: runAs, blocked: true },
    ],
    users: [{ username: 'gone@acme.example', active: false }],
  },
})

function ask(app: string, more: Params = {}): Promise<Answer> {
  return tokenCall(org.hosts.my_domain, {
    grant_type: 'client_credentials',
    ...credentials(org.app(app)),
    ...more,
  })
}

const members = [
  'access_token',
  'signature',
  'scope',
  'instance_url',
  'id',
  'token_type',
  'issued_at',
  'api_instance_url',
]

describe('client credentials', () => {
  test('are answered with exactly the members that were recorded, as the Run-As user', async () => {
    const { status, body } = await ask('server')
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(members)
    expect(body['scope']).toBe('web id api email openid profile')
    expect(body['signature']).toBe(
      createHmac('sha256', org.app('server').client_secret!)
        .update(body['id']! + body['issued_at']!)
        .digest('base64'),
    )
    const identity = await (await get(body['id']!, body['access_token'])).json()
    expect(identity).toMatchObject({ username: 'admin@acme.example' })
  })

  test('may stand in a Basic header, with the grant alone in the body', async () => {
    const { client_id, client_secret } = org.app('server')
    const basic = Buffer.from(`${client_id}:${client_secret!}`).toString('base64')
    const answer = await tokenCall(
      org.hosts.my_domain,
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${basic}` },
    )
    expect(Object.keys(answer.body)).toEqual(members)
  })

  test('may stand in the query string of a POST without a body, which the ledger reports', async () => {
    const query = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: org.app('server').client_id,
      client_secret: org.app('server').client_secret!,
    })
    const url = `${org.hosts.my_domain}/services/oauth2/token?${query.toString()}`
    expect((await fetch(url, { method: 'POST' })).status).toBe(200)
    expect((await org.ledger()).requests).toMatchObject([{ status: 200, secret_in_query: true }])
  })

  test('may be sent as a multipart body', async () => {
    const body = new FormData()
    const { client_id, client_secret } = org.app('server')
    body.append('grant_type', 'client_credentials')
    body.append('client_id', client_id)
    body.append('client_secret', client_secret!)
    const url = `${org.hosts.my_domain}/services/oauth2/token`
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200)
  })

  test('as JSON are no grant at all', async () => {
    const answer = await fetch(`${org.hosts.my_domain}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', ...credentials(org.app('server')) }),
    })
    expect(await answer.json()).toEqual({
      error: 'unsupported_grant_type',
      error_description: 'grant type not supported',
    })
  })

  test('suffice for one product API', async () => {
    expect((await ask('data-cloud')).body['scope']).toBe('cdp_query_api')
  })
})

describe('client credentials are refused, and the first reason in this order is told:', () => {
  test.each(['login', 'sandbox', 'site'] as const)('at %s, whoever asks', async (role) => {
    const answer = await tokenCall(org.hosts[role], {
      grant_type: 'client_credentials',
      client_id: 'nobody',
    })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'request not supported on this domain',
      },
    })
  })

  test.each<[string, string, Params, string, string]>([
    [
      'an unknown app',
      'web',
      { client_id: 'no' },
      'invalid_client_id',
      'client identifier invalid',
    ],
    [
      'a wrong secret, even of an app without the flow',
      'web',
      { client_secret: 'no' },
      'invalid_client',
      'invalid client credentials',
    ],
    [
      'no secret',
      'server',
      { client_secret: undefined },
      'invalid_client',
      'invalid client credentials',
    ],
    ['a blocked app', 'blocked', {}, 'app_blocked', 'this app is blocked by admin'],
    ['an app without the flow', 'web', {}, 'invalid_grant', 'client credentials flow not enabled'],
    [
      'an app without a Run-As user',
      'nobody',
      {},
      'invalid_grant',
      'no client credentials user enabled',
    ],
    [
      'a Run-As user who is a customer of the site',
      'outsider',
      {},
      'access_denied',
      'end-user denied authorization',
    ],
    ['a Run-As user who is inactive', 'inactive', {}, 'invalid_grant', 'inactive user'],
    [
      'a Run-As user the administrator has not admitted',
      'not-admitted',
      {},
      'invalid_app_access',
      'user is not admin approved to access this app',
    ],
    ['an app that has full but not api', 'full', {}, 'invalid_grant', 'no valid scopes defined'],
    [
      'a scope, whatever else is wrong',
      'web',
      { scope: 'api' },
      'invalid_request',
      'scope parameter not supported',
    ],
  ])('%s', async (_, app, more, error, description) => {
    const { status, body } = await ask(app, more)
    expect({ status, body }).toEqual({
      status: 400,
      body: { error, error_description: description },
    })
  })
})
