import { describe, expect, test } from 'vitest'
import { accepts, get, login, refresh } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

const tokenPath = '/services/oauth2/token'

async function script(...faults: readonly Record<string, unknown>[]): Promise<void> {
  const answer = await org.control('faults', faults)
  expect(await answer.json()).toEqual({ added: faults.length })
}

describe('a scripted failure', () => {
  test('answers in place of the org, once, with what the script says', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('web'))
    await script({
      path: tokenPath,
      grant_type: 'refresh_token',
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '7' },
      body: '{"error":"rate_limit_exceeded"}',
    })
    const failed = await refresh(org.hosts.login, org.app('web'), refresh_token)
    expect(failed).toMatchObject({ status: 429, body: { error: 'rate_limit_exceeded' } })
    expect(failed.headers.get('retry-after')).toBe('7')
    expect((await refresh(org.hosts.login, org.app('web'), refresh_token)).status).toBe(200)
    const { requests, grants } = await org.ledger()
    expect(requests.map(({ status }) => status)).toEqual([302, 200, 429, 200])
    expect(grants).toEqual({ authorization_code: 1, refresh_token: 2 })
  })

  test('is a 503 with an empty body unless the script says more, as often as it says', async () => {
    await script({ path: '/id/keys', kind: 'answer', times: 2 })
    for (const status of [503, 503, 200]) {
      expect((await get(`${org.hosts.login}/id/keys`)).status).toBe(status)
    }
  })

  test('can be an HTML page, as in maintenance', async () => {
    await script({
      path: '/id/keys',
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Data Not Available</html>',
    })
    const answer = await get(`${org.hosts.login}/id/keys`)
    expect(answer.headers.get('content-type')).toBe('text/html')
    expect(await answer.text()).toContain('Data Not Available')
  })

  test('happens to its path and its grant only, in the order of the script', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('web'))
    await script(
      { path: tokenPath, grant_type: 'password', kind: 'answer', status: 500 },
      { path: '/services/oauth2/userinfo', kind: 'answer', status: 501 },
      { path: '/services/oauth2/userinfo', kind: 'answer', status: 502 },
    )
    expect((await refresh(org.hosts.login, org.app('web'), refresh_token)).status).toBe(200)
    expect((await get(`${org.hosts.site}//services/oauth2/userinfo`)).status).toBe(501)
    expect((await get(`${org.hosts.login}/services/oauth2/userinfo`)).status).toBe(502)
    expect((await get(`${org.hosts.login}/services/oauth2/userinfo`)).status).toBe(403)
  })

  test('drop-before cuts the connection and the org has not acted', async () => {
    const rotating = org.app('rotating')
    const { refresh_token } = await login(org.hosts.login, rotating)
    await script({ path: tokenPath, kind: 'drop-before' })
    await expect(refresh(org.hosts.login, rotating, refresh_token)).rejects.toThrow('fetch failed')
    const { requests } = await org.ledger()
    expect(requests.at(-1)).toMatchObject({ grant_type: 'refresh_token', status: 0 })
    expect((await refresh(org.hosts.login, rotating, refresh_token)).status).toBe(200)
  })

  test('drop-after cuts the connection when the org has acted: the answer is lost', async () => {
    const rotating = org.app('rotating')
    const { refresh_token } = await login(org.hosts.login, rotating)
    await script({ path: tokenPath, kind: 'drop-after' })
    await expect(refresh(org.hosts.login, rotating, refresh_token)).rejects.toThrow('fetch failed')
    const { requests, tokens } = await org.ledger()
    expect(requests.at(-1)).toMatchObject({ grant_type: 'refresh_token', status: 200 })
    expect(tokens).toHaveLength(4)
    expect((await refresh(org.hosts.login, rotating, refresh_token)).status).toBe(400)
  })

  test('delay only takes time', async () => {
    await script({ path: '/id/keys', kind: 'delay', delay_ms: 60 })
    const start = performance.now()
    expect((await get(`${org.hosts.login}/id/keys`)).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(50)
  })

  test('drip gives the answer of the org byte by byte', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('web'))
    await script({ path: tokenPath, kind: 'drip', delay_ms: 0 })
    const { status, body } = await refresh(org.hosts.login, org.app('web'), refresh_token)
    expect(status).toBe(200)
    expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
  })

  test('drip arrives in many pieces with time between them', async () => {
    await script({ path: '/id/keys', kind: 'drip', body: 'slow', delay_ms: 20 })
    const pieces: string[] = []
    const start = performance.now()
    const answer = await get(`${org.hosts.login}/id/keys`)
    const decoder = new TextDecoder()
    for await (const piece of answer.body!) pieces.push(decoder.decode(piece as Uint8Array))
    expect(pieces.join('')).toBe('slow')
    expect(pieces.length).toBeGreaterThan(1)
    expect(performance.now() - start).toBeGreaterThan(50)
  })

  test('redirect sends elsewhere, by default as 302', async () => {
    await script({ path: tokenPath, kind: 'redirect', location: 'http://127.0.0.1:1/' })
    await script({
      path: tokenPath,
      kind: 'redirect',
      status: 307,
      location: 'http://127.0.0.1:2/',
    })
    for (const [status, location] of [
      [302, 'http://127.0.0.1:1/'],
      [307, 'http://127.0.0.1:2/'],
    ]) {
      const answer = await fetch(org.hosts.login + tokenPath, {
        method: 'POST',
        redirect: 'manual',
      })
      expect([answer.status, answer.headers.get('location')]).toEqual([status, location])
    }
  })
})

describe('a script', () => {
  test.each<[unknown, string]>([
    [{}, 'faults is not an array'],
    [[{ kind: 'answer' }], 'faults[0].path is missing'],
    [[{ path: '/x' }], 'faults[0].kind is missing'],
    [[{ path: '/x', kind: 'explode' }], 'faults[0].kind is none of'],
    [[{ path: '/x', kind: 'answer', times: 0 }], 'faults[0].times is not a whole number'],
    [[{ path: '/x', kind: 'answer', code: 500 }], 'faults[0].code is not a known key'],
    [[{ path: '/x', kind: 'drip', at_byte: 5 }], 'faults[0].at_byte is for drop-after only'],
    [[{ path: '/x', kind: 'drop-after', at_byte: -1 }], 'faults[0].at_byte is not a whole number'],
    [[{ path: '/x', kind: 'drop-after', at_byte: 1.5 }], 'faults[0].at_byte is not a whole number'],
  ])('that makes no sense is refused: %j', async (faults, message) => {
    const answer = await org.control('faults', faults)
    expect(answer.status).toBe(400)
    const { error_description: said } = (await answer.json()) as Record<string, string>
    expect(said).toContain(message)
  })

  test('with a mistake in it is not taken in part', async () => {
    await org.control('faults', [{ path: '/id/keys', kind: 'answer' }, { path: '/id/keys' }])
    expect((await get(`${org.hosts.login}/id/keys`)).status).toBe(200)
  })
})
