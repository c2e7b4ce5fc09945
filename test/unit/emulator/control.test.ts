import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  accepts,
  codeOf,
  get,
  login,
  redirectOf,
  authorizeUrl,
  refresh,
  tokenCall,
} from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })

function fingerprint(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`
}

describe('the ledger', () => {
  test('shows requests, grants and tokens in the shape of the contract', async () => {
    const web = org.app('web')
    const tokens = await login(org.hosts.login, web)
    const ledger = await org.ledger()
    expect(Object.keys(ledger)).toEqual(['requests', 'grants', 'tokens', 'reuse', 'refreshes'])
    expect(ledger.requests).toEqual([
      {
        at: expect.any(Number),
        host: 'login',
        method: 'GET',
        path: '/services/oauth2/authorize',
        client_id: web.client_id,
        status: 302,
        secret_in_query: false,
      },
      {
        at: expect.any(Number),
        host: 'login',
        method: 'POST',
        path: '/services/oauth2/token',
        grant_type: 'authorization_code',
        client_id: web.client_id,
        status: 200,
        secret_in_query: false,
      },
    ])
    expect(ledger.grants).toEqual({ authorization_code: 1 })
    const about = {
      user: org.user(0).username,
      client_id: web.client_id,
      scope: ['web', 'id', 'api', 'email', 'openid', 'profile', 'refresh_token'],
      active: true,
      family: 1,
    }
    expect(ledger.tokens).toEqual([
      { kind: 'refresh', fingerprint: fingerprint(tokens.refresh_token), ...about, state: 'live' },
      { kind: 'access', fingerprint: fingerprint(tokens.access_token), ...about },
    ])
    expect(ledger.reuse).toEqual({ refused: 0, replayed: 0, families_revoked: 0 })
    expect(ledger.refreshes).toBe(0)
  })

  test('counts every request for a grant, whatever the answer', async () => {
    await refresh(org.hosts.login, org.app('web'), 'nonsense')
    await refresh(org.hosts.site, org.app('web'), 'nonsense')
    await tokenCall(org.hosts.login, { grant_type: 'made_up' })
    await tokenCall(org.hosts.login, {})
    expect((await org.ledger()).grants).toEqual({ refresh_token: 2, made_up: 1 })
  })

  test('knows the client of a Basic header', async () => {
    const authorization = `Basic ${Buffer.from('somebody:secret').toString('base64')}`
    await tokenCall(org.hosts.login, { grant_type: 'refresh_token' }, { authorization })
    expect((await org.ledger()).requests).toMatchObject([{ client_id: 'somebody', status: 400 }])
  })

  test('says which token is dead', async () => {
    const tokens = await login(org.hosts.login, org.app('rotating'))
    await refresh(org.hosts.login, org.app('rotating'), tokens.refresh_token)
    const states = (await org.ledger()).tokens.map(({ kind, active }) => [kind, active])
    expect(states).toEqual([
      ['refresh', false],
      ['access', true],
      ['refresh', true],
      ['access', true],
    ])
  })

  test('gives all tokens of one login the same number, and each login another', async () => {
    const web = org.app('web')
    const first = await login(org.hosts.login, web)
    await login(org.hosts.login, org.app('rotating'))
    await refresh(org.hosts.login, web, first.refresh_token)
    expect((await org.ledger()).tokens.map(({ kind, family }) => [kind, family])).toEqual([
      ['refresh', 1],
      ['access', 1],
      ['refresh', 2],
      ['access', 2],
      ['access', 1],
    ])
  })

  test('tells a refresh token that was replaced from one that was not, dead or alive', async () => {
    const rotating = org.app('rotating')
    const { refresh_token } = await login(org.hosts.login, rotating)
    await refresh(org.hosts.login, rotating, refresh_token)
    await refresh(org.hosts.login, rotating, refresh_token)
    const { tokens } = await org.ledger()
    expect(tokens.map(({ kind, active, state }) => [kind, active, state])).toEqual([
      ['refresh', false, 'rotated'],
      ['access', false, undefined],
      ['refresh', false, 'live'],
      ['access', false, undefined],
    ])
  })

  test('counts the refreshes that happened, with rotation and without, and no others', async () => {
    const web = await login(org.hosts.login, org.app('web'))
    const rotating = await login(org.hosts.login, org.app('rotating'))
    await refresh(org.hosts.login, org.app('web'), web.refresh_token)
    await refresh(org.hosts.login, org.app('web'), web.refresh_token)
    await refresh(org.hosts.login, org.app('rotating'), rotating.refresh_token)
    await refresh(org.hosts.login, org.app('rotating'), rotating.refresh_token)
    await refresh(org.hosts.login, org.app('web'), 'nonsense')
    expect((await org.ledger()).refreshes).toBe(3)
  })

  test('lists only the active tokens when asked for them', async () => {
    const rotating = org.app('rotating')
    const { refresh_token } = await login(org.hosts.login, rotating)
    await org.control('expire')
    await refresh(org.hosts.login, rotating, refresh_token)
    const all = await org.ledger()
    expect(all.tokens.map(({ active }) => active)).toEqual([false, false, true, true])
    expect(await org.ledger('?tokens=all')).toEqual(all)
    expect(await org.ledger('?tokens=active')).toEqual({ ...all, tokens: all.tokens.slice(2) })
    expect((await get(`${org.hosts.my_domain}/_emulator/ledger?tokens=some`)).status).toBe(400)
  })

  test.each(
    'token client_secret password assertion code_verifier refresh_token username access_token subject_token sid'.split(
      ' ',
    ),
  )('marks a request with %s in its query string', async (name) => {
    await get(`${org.hosts.login}/anything?${name}=x`)
    expect((await org.ledger()).requests).toMatchObject([{ secret_in_query: true }])
  })

  test('does not mark what belongs into a query string', async () => {
    await redirectOf(authorizeUrl(org.hosts.login, org.app('legacy'), { login_hint: 'me@x' }))
    await get(`${org.hosts.login}/setup/secur/RemoteAccessAuthorizationPage.apexp?oauth_token=x`)
    expect((await org.ledger()).requests).toMatchObject([
      { secret_in_query: false },
      { secret_in_query: false },
    ])
  })

  test('does not show the control requests', async () => {
    await org.ledger()
    expect((await org.ledger()).requests).toEqual([])
  })
})

describe('the control surface', () => {
  test.each(['ledger', 'inbox', 'expire', 'clock', 'reset', 'faults'])(
    'refuses /_emulator/%s to a request with an Origin',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${org.hosts.my_domain}/_emulator/${path}`, {
          method,
          headers: { origin: org.hosts.my_domain },
        })
        expect(answer.status).toBe(403)
      }
    },
  )

  test('is on the My Domain host only', async () => {
    for (const host of [org.hosts.login, org.hosts.sandbox, org.hosts.site]) {
      expect((await get(`${host}/_emulator/ledger`)).status).toBe(404)
    }
  })

  test('wants the right method', async () => {
    expect((await get(`${org.hosts.my_domain}/_emulator/reset`)).status).toBe(405)
  })

  test('expire ends every access token and no refresh token', async () => {
    const opaque = await login(org.hosts.login, org.app('web'))
    const jwt = await login(org.hosts.login, org.app('jwt-tokens'))
    expect(await (await org.control('expire')).json()).toEqual({ expired: 2 })
    expect(await accepts(org.hosts.my_domain, opaque.access_token)).toBe(false)
    expect(await accepts(org.hosts.my_domain, jwt.access_token)).toBe(false)
    const again = await refresh(org.hosts.login, org.app('web'), opaque.refresh_token)
    expect(await accepts(org.hosts.my_domain, again.body['access_token']!)).toBe(true)
  })

  test('clock moves the time of the org', async () => {
    const before = await login(org.hosts.login, org.app('web'))
    await org.control('clock', { advance_s: 3600 })
    const after = await login(org.hosts.login, org.app('web'))
    expect(Number(after['issued_at']) - Number(before['issued_at'])).toBeGreaterThanOrEqual(
      3600_000,
    )
  })

  test.each([[{}], [{ advance_s: '1' }], [{ advance_s: null }], [[]], [undefined]])(
    'clock refuses %o',
    async (body) => {
      expect((await org.control('clock', body)).status).toBe(400)
    },
  )

  test('reset forgets tokens, approvals, faults and the ledger', async () => {
    const tokens = await login(org.hosts.login, org.app('web'))
    const code = await codeOf(org.hosts.login, org.app('web'))
    const rotating = await login(org.hosts.login, org.app('rotating'))
    await refresh(org.hosts.login, org.app('rotating'), rotating.refresh_token)
    await refresh(org.hosts.login, org.app('rotating'), rotating.refresh_token)
    await org.control('faults', [{ path: '/id/keys', kind: 'answer' }])
    await org.control('reset')
    const nothing = {
      requests: [],
      grants: {},
      tokens: [],
      reuse: { refused: 0, replayed: 0, families_revoked: 0 },
      refreshes: 0,
    }
    expect(await org.ledger()).toEqual(nothing)
    expect(await org.ledger('?tokens=active')).toEqual(nothing)
    expect(await accepts(org.hosts.my_domain, tokens.access_token)).toBe(false)
    expect((await tokenCall(org.hosts.login, code)).status).toBe(400)
    expect((await get(`${org.hosts.login}/id/keys`)).status).toBe(200)
  })

  test('inbox is empty', async () => {
    expect(await (await get(`${org.hosts.my_domain}/_emulator/inbox`)).json()).toEqual({
      messages: [],
    })
  })
})
