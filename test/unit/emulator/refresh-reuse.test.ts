import { describe, expect, test } from 'vitest'
import type { ReadyApp } from '../../../src/emulator/index.js'
import { accepts, callback, login, refresh, type Answer, type Tokens } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const app = (name: string, reuse?: unknown) => ({
  name,
  redirect_uris: [callback],
  refresh_token_rotation: true,
  ...(reuse === undefined ? {} : { refresh_token_reuse: reuse }),
})

const org = sharedOrg({
  autoApprove: true,
  config: {
    apps: [
      app('silent'),
      app('fatal', 'fatal'),
      app('grace', { grace_seconds: 30 }),
      app('idempotent', 'idempotent'),
      { ...app('idle', 'idempotent'), refresh_token_policy: { kind: 'idle', hours: 1 } },
    ],
  },
})

const dead = { error: 'invalid_grant', error_description: 'expired access/refresh token' }

function use(name: string, token: string | undefined): Promise<Answer> {
  return refresh(org.hosts.login, org.app(name), token ?? '')
}

/** A login that was refreshed once. */
async function refreshed(
  name: string,
): Promise<{ readonly first: Tokens; readonly second: Answer['body'] }> {
  const first = await login(org.hosts.login, org.app(name))
  const { status, body } = await use(name, first.refresh_token)
  expect(status).toBe(200)
  return { first, second: body }
}

/** Whether no token of a login works any more. */
async function isOver(name: string, { first, second }: Awaited<ReturnType<typeof refreshed>>) {
  const lives = [
    (await use(name, second['refresh_token'])).status === 200,
    await accepts(org.hosts.my_domain, first.access_token),
    await accepts(org.hosts.my_domain, second['access_token']!),
  ]
  return lives.every((alive) => !alive)
}

describe.each(['silent', 'fatal', 'rotating'])('an app that says %s', (name) => {
  test('ends the family at the first reuse and refuses every other', async () => {
    const tokens = await refreshed(name)
    expect((await use(name, tokens.first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 0, families_revoked: 1 })
    expect((await use(name, tokens.first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 2, replayed: 0, families_revoked: 1 })
    expect(await isOver(name, tokens)).toBe(true)
    expect((await org.ledger()).refreshes).toBe(1)
  })
})

describe('a grace', () => {
  test('lets the old token bring a fresh access token and the current refresh token', async () => {
    const { first, second } = await refreshed('grace')
    await org.control('clock', { advance_s: 28 })
    const again = await use('grace', first.refresh_token)
    expect([again.status, again.body['refresh_token']]).toEqual([200, second['refresh_token']])
    expect(again.body['access_token']).not.toBe(second['access_token'])
    for (const body of [first, second, again.body]) {
      expect(await accepts(org.hosts.my_domain, body['access_token']!)).toBe(true)
    }
    const { reuse, refreshes } = await org.ledger()
    expect(reuse).toEqual({ refused: 0, replayed: 1, families_revoked: 0 })
    expect(refreshes).toBe(1)
    expect((await use('grace', second['refresh_token'])).status).toBe(200)
  })

  test('gives the current refresh token even when that is two rotations on', async () => {
    const { first, second } = await refreshed('grace')
    const third = await use('grace', second['refresh_token'])
    const again = await use('grace', first.refresh_token)
    expect(again.body['refresh_token']).toBe(third.body['refresh_token'])
  })

  test('that is over ends the family', async () => {
    const tokens = await refreshed('grace')
    await org.control('clock', { advance_s: 30 })
    expect((await use('grace', tokens.first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 0, families_revoked: 1 })
    expect(await isOver('grace', tokens)).toBe(true)
  })

  test('does not bring a family back that was ended', async () => {
    const { first, second } = await refreshed('grace')
    await fetch(`${org.hosts.login}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: second['refresh_token']! }),
    })
    expect((await use('grace', first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 0, families_revoked: 0 })
  })
})

describe('an idempotent refresh', () => {
  test('brings the very same answer as often as asked, however late', async () => {
    const { first, second } = await refreshed('idempotent')
    expect((await use('idempotent', first.refresh_token)).body).toEqual(second)
    await org.control('clock', { advance_s: 86_400 })
    expect((await use('idempotent', first.refresh_token)).body).toEqual(second)
    const { reuse, refreshes, tokens } = await org.ledger()
    expect(reuse).toEqual({ refused: 0, replayed: 2, families_revoked: 0 })
    expect([refreshes, tokens.length]).toEqual([1, 4])
  })

  test('is over when the newest token was used: then the old one ends the family', async () => {
    const { first, second } = await refreshed('idempotent')
    const third = await use('idempotent', second['refresh_token'])
    expect((await use('idempotent', second['refresh_token'])).body).toEqual(third.body)
    expect((await use('idempotent', first.refresh_token)).body).toEqual(dead)
    expect((await use('idempotent', third.body['refresh_token'])).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 1, families_revoked: 1 })
  })

  test('gives nothing whose refresh token has expired meanwhile', async () => {
    const { first } = await refreshed('idle')
    await org.control('clock', { advance_s: 3600 })
    expect((await use('idle', first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 0, families_revoked: 1 })
  })
})

describe('an old token at the hands of another app', () => {
  test.each(['fatal', 'grace', 'idempotent'])('does nothing, of %s', async (name) => {
    const { first, second } = await refreshed(name)
    expect((await use('rotating', first.refresh_token)).body).toEqual(dead)
    expect((await org.ledger()).reuse).toEqual({ refused: 0, replayed: 0, families_revoked: 0 })
    expect((await use(name, second['refresh_token'])).status).toBe(200)
  })
})

test.each(['grace', 'idempotent'])(
  'two at once with one old token: one is answered, the other is told to wait, of %s',
  async (name) => {
    const { first } = await refreshed(name)
    const answers = await Promise.all([
      use(name, first.refresh_token),
      use(name, first.refresh_token),
    ])
    const said = answers.map(({ status, body }) => [status, body['error_description']])
    expect(said.sort()).toEqual([
      [200, undefined],
      [400, 'token request is already being processed'],
    ])
    expect((await org.ledger()).reuse).toEqual({ refused: 0, replayed: 1, families_revoked: 0 })
  },
)

test('the ready line says what becomes of a reuse, where there is rotation', () => {
  const said = (ready: ReadyApp): unknown => ready.settings['refresh_token_reuse']
  expect(
    'silent fatal grace idempotent rotating web'.split(' ').map((name) => said(org.app(name))),
  ).toEqual(['fatal', 'fatal', { grace_seconds: 30 }, 'idempotent', 'fatal', undefined])
})
