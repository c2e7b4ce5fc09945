import { describe, expect, test } from 'vitest'
import { accepts, get, login, params, refresh, type Params } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

function revoke(given: Params, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${org.hosts.login}/services/oauth2/revoke`, {
    method: 'POST',
    headers,
    body: params(given),
  })
}

describe('revoking', () => {
  test('an access token ends that one, with an empty answer', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const other = await refresh(org.hosts.login, org.app('web'), tokens.refresh_token)
    const answer = await revoke({ token: tokens.access_token })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
    expect(await accepts(org.hosts.my_domain, other.body['access_token']!)).toBe(true)
    expect((await refresh(org.hosts.login, org.app('web'), tokens.refresh_token)).status).toBe(200)
  })

  test('a refresh token ends it and every access token that came from it', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const other = await refresh(org.hosts.login, org.app('web'), tokens.refresh_token)
    expect((await revoke({ token: tokens.refresh_token })).status).toBe(200)
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
    expect(await accepts(org.hosts.my_domain, other.body['access_token']!)).toBe(false)
    const again = await refresh(org.hosts.login, org.app('web'), tokens.refresh_token)
    expect(again.body['error_description']).toBe('expired access/refresh token')
  })

  test('a JWT access token ends it too', async () => {
    const tokens = await login(org.hosts.login, org.app('jwt-tokens'))
    expect((await revoke({ token: tokens.access_token })).status).toBe(200)
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
  })

  test('by GET works, and by GET with a callback calls it', async () => {
    const one = await login(org.hosts.login, org.app('web'))
    const url = `${org.hosts.my_domain}/services/oauth2/revoke?${params({ token: one.access_token }).toString()}`
    expect(await (await get(`${url}&callback=done`)).text()).toBe('done({});')
    const again = await get(`${url}&callback=done`)
    expect([again.status, await again.text()]).toEqual([200, 'done({"error":"invalid_token"});'])
    expect((await get(url)).status).toBe(400)
  })
})

describe('an error', () => {
  test.each<[string, Params, string]>([
    [
      'no token',
      {},
      'error=unsupported_token_type&error_description=this%20token%20type%20is%20not%20supported',
    ],
    [
      'what is no token',
      { token: 'x' },
      'error=unsupported_token_type&error_description=this%20token%20type%20is%20not%20supported',
    ],
    [
      'a token nobody issued',
      { token: '5Aep861nobody' },
      'error=invalid_token&error_description=invalid%20token',
    ],
  ])('after %s is urlencoded, whatever Accept says', async (_, given, body) => {
    const answer = await revoke(given, { accept: 'application/json' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe(
      'application/x-www-form-urlencoded;charset=UTF-8',
    )
    expect(await answer.text()).toBe(body)
  })

  test('is JSON when format says so', async () => {
    const answer = await revoke({ token: '5Aep861nobody', format: 'json' })
    expect(await answer.json()).toMatchObject({ error: 'invalid_token' })
  })

  test('meets who revokes twice', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    await revoke({ token: tokens.refresh_token })
    expect((await revoke({ token: tokens.refresh_token })).status).toBe(400)
    expect((await revoke({ token: tokens.access_token })).status).toBe(400)
  })
})
