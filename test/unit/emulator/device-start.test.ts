import { describe, expect, test } from 'vitest'
import { params, tokenCall } from './support/client.js'
import { start, started } from './support/device.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({
  config: {
    apps: [
      { name: 'narrow', scopes: ['api', 'refresh_token'], device_flow: true },
      { name: 'blocked', device_flow: true, blocked: true },
    ],
  },
})

function refusal(error: string, error_description: string): object {
  return { status: 400, body: { error, error_description } }
}

describe('the start of the device flow', () => {
  test('names two codes, the interval and the page of the host called, and nothing else', async () => {
    for (const host of Object.values(org.hosts)) {
      const answer = await start(host, org.app('device'))
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
      expect(answer.headers.get('cache-control')).toContain('no-store')
      expect(answer.body).toEqual({
        device_code: expect.stringMatching(/^[A-Za-z0-9+/]{64}$/),
        user_code: expect.stringMatching(/^[ACDEFGHJKMNPQRTVWXY34679]{8}$/),
        interval: 5,
        verification_uri: `${host}/setup/connect`,
      })
    }
  })

  test('names the page under the name the host was called by', async () => {
    const host = org.hosts.login.replace('127.0.0.1', 'localhost')
    const { verification_uri } = await started(host, org.app('device'))
    expect(verification_uri).toBe(`${host}/setup/connect`)
  })

  test('gives every device codes of its own', async () => {
    const one = await started(org.hosts.login, org.app('device'))
    const other = await started(org.hosts.login, org.app('device'))
    expect(other.device_code).not.toBe(one.device_code)
    expect(other.user_code).not.toBe(one.user_code)
  })

  test('takes a multipart body and the formats of the token endpoint', async () => {
    const body = new FormData()
    body.append('response_type', 'device_code')
    body.append('client_id', org.app('device').client_id)
    body.append('format', 'urlencoded')
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect([...new URLSearchParams(await answer.text()).keys()]).toEqual([
      'device_code',
      'user_code',
      'interval',
      'verification_uri',
    ])
  })

  test('takes a scope within that of the app, and no other', async () => {
    const app = org.app('narrow')
    expect((await start(org.hosts.login, app, { scope: 'api' })).status).toBe(200)
    for (const scope of ['web', 'api web', 'nonsense']) {
      expect(await start(org.hosts.login, app, { scope })).toMatchObject(
        refusal('invalid_scope', 'the requested scope is invalid, unknown, or malformed'),
      )
    }
  })

  test('is not for an app without the flow', async () => {
    expect(await start(org.hosts.login, org.app('public'))).toMatchObject(
      refusal('invalid_grant', 'device flow is not enabled for the app'),
    )
  })

  test('is not for an app nobody knows, a blocked one, or one with a wrong secret', async () => {
    const unknown = { ...org.app('device'), client_id: 'nobody' }
    expect(await start(org.hosts.login, unknown)).toMatchObject(
      refusal('invalid_client_id', 'client identifier invalid'),
    )
    expect(await start(org.hosts.login, org.app('blocked'))).toMatchObject(
      refusal('app_blocked', 'this app is blocked by admin'),
    )
    const wrong = start(org.hosts.login, org.app('narrow'), { client_secret: 'wrong' })
    expect(await wrong).toMatchObject(refusal('invalid_client', 'invalid client credentials'))
  })

  test('takes no parameter twice', async () => {
    const body = params({ response_type: 'device_code', client_id: org.app('device').client_id })
    body.append('response_type', 'device_code')
    const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, { method: 'POST', body })
    expect(await answer.json()).toEqual({
      error: 'invalid_request',
      error_description: 'duplicate parameter',
    })
  })
})

test('other response types are unknown to the token endpoint', async () => {
  for (const response_type of ['code', 'token', 'device']) {
    expect(await start(org.hosts.login, org.app('device'), { response_type })).toMatchObject(
      refusal('unsupported_response_type', 'response type not supported'),
    )
  }
})

test('a grant type counts before a response type', async () => {
  expect(await start(org.hosts.login, org.app('device'), { grant_type: 'nonsense' })).toMatchObject(
    refusal('unsupported_grant_type', 'grant type not supported'),
  )
})

test('neither a grant nor a response type is an unknown grant', async () => {
  const { client_id } = org.app('device')
  expect(await tokenCall(org.hosts.login, { client_id })).toMatchObject(
    refusal('unsupported_grant_type', 'grant type not supported'),
  )
})
