import { describe, expect, test } from 'vitest'
import type { Credential, PendingRefresh } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { RotationReuse } from '../../../src/kernel/profile.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { answer, clockAt, fields, refusal } from '../../support/fakes.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'
import {
  beforeRead,
  credentialWith,
  expired,
  inTurn,
  left,
  now,
  outcomes,
  renewed,
  roughly,
  setting,
  sibling,
  stale,
  tokenOf,
} from './fresh-token-world.js'

const cut = new AuthError('network_error', 'login.salesforce.com closed the connection')
const gone = refusal('invalid_grant', 'expired access/refresh token')
const sent: PendingRefresh = { kind: 'sent', at: epochSeconds(now - 5), lastTry: false }
const sentTwice: PendingRefresh = { ...sent, lastTry: true }
const grace: RotationReuse = { kind: 'grace', seconds: 30 }
const forgiving: readonly RotationReuse[] = [{ kind: 'idempotent' }, { kind: 'none' }, grace]

function pendingOn(credential: Credential, pending: PendingRefresh): Credential {
  return { ...credential, pending }
}

describe('an answer that is lost', () => {
  test.each([
    ['N4: a connection that is cut', cut],
    ['N6: a server that is too late', new AuthError('timeout', 'too late')],
    ['N8: a broken server', answer('', { status: 503 })],
    ['N8: a proxy with a page', answer('<html>', { status: 502 })],
    ['T52: a success that says nothing', answer('<html>')],
    ['T52: a refusal without a reason', answer('', { status: 403 })],
    ['T52: half an answer', answer('{"access_token":"AT2","tok')],
  ])('%s: the intent stays in the record', async (_what, reply) => {
    const { result, store, net } = setting({ stored: stale, reply: inTurn(reply) })
    await result().catch(() => undefined)
    expect(net.requests).toHaveLength(1)
    expect(store.records.get('work')).toEqual(
      pendingOn(stale, { kind: 'sent', at: epochSeconds(now), lastTry: false }),
    )
  })

  test.each([
    ['T52: an error with status 200', answer({ error: 'invalid_client' })],
    ['N11: a refusal', refusal('invalid_client', undefined, 401)],
    ['N7: a pause', answer('', { status: 429, headers: { 'retry-after': '3600' } })],
  ])('%s is an answer: nothing stays', async (_what, reply) => {
    const { result, store } = setting({ stored: expired, reply: inTurn(reply) })
    await result().catch(() => undefined)
    expect(store.records.get('work')).toEqual(expired)
  })
})

describe('C9: the same process, after a lost answer', () => {
  test.each(forgiving)('$kind, old token alive: the same token is sent again', async (policy) => {
    const { result, net, clock, store } = setting({
      stored: stale,
      rotationReuse: policy,
      reply: inTurn(cut, cut, answer(renewed)),
    })
    expect(tokenOf(await result())).toBe('AT2')
    expect([net.requests.map((request) => fields(request)[1]), clock.slept.map(roughly)]).toEqual([
      Array(3).fill(['refresh_token', 'RT1']),
      [500, 1000],
    ])
    expect(store.records.get('work')?.pending).toBeUndefined()
  })

  test.each(forgiving)('$kind, old token over: likewise', async (policy) => {
    const { result, net } = setting({
      stored: expired,
      rotationReuse: policy,
      reply: inTurn(cut, answer(renewed)),
    })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 2])
  })

  test('fatal, old token alive: it is used, and nothing is sent again', async () => {
    const { result, net, warnings } = setting({ stored: stale, reply: inTurn(cut) })
    expect((await result()).credential).toEqual(stale)
    expect([net.requests.length, warnings.length]).toEqual([1, 1])
  })

  test('fatal, old token over: one replay, which may work', async () => {
    const { result, net, store } = setting({
      stored: expired,
      reply: inTurn(cut, answer(renewed)),
    })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 2])
    expect(store.records.get('work')?.pending).toBeUndefined()
  })

  test('fatal, old token over: a replay that is refused ends the login', async () => {
    const { result, net, store } = setting({ stored: expired, reply: inTurn(cut, gone) })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toHaveLength(2)
    expect(store.records.get('work')).toEqual({
      ...expired,
      condition: {
        kind: 'dead',
        reason: 'expired access/refresh token',
        since: expect.any(Number),
      },
    })
  })

  test('fatal, old token over: there is never a second replay', async () => {
    const { result, net, store } = setting({ stored: expired, reply: inTurn(cut) })
    expect(await faultOf(result)).toBe(cut)
    expect(net.requests).toHaveLength(2)
    expect(store.records.get('work')?.pending).toMatchObject({ kind: 'sent', lastTry: true })
  })
})

describe('C9: the next process, after a lost answer', () => {
  test.each(forgiving)('$kind: sends the same token again', async (rotationReuse) => {
    for (const token of [stale, expired]) {
      const { result, net } = setting({ stored: pendingOn(token, sent), rotationReuse })
      expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 1])
    }
  })

  test('grace that is over: as fatal', async () => {
    const stored = pendingOn(stale, { ...sent, at: epochSeconds(now - 31) })
    const { result, net } = setting({ stored, rotationReuse: grace })
    expect((await result()).credential).toEqual(stored)
    expect(net.requests).toEqual([])
  })

  test('grace counts from the first of several', async () => {
    const at = epochSeconds(now - 20)
    const stored = pendingOn(expired, { ...sent, at })
    const { result, store } = setting({ stored, rotationReuse: grace, reply: inTurn(cut) })
    await result().catch(() => undefined)
    expect(store.records.get('work')?.pending?.at).toBe(at)
  })

  test('a clock that was set back opens no grace again', async () => {
    const stored = pendingOn(stale, { ...sent, at: epochSeconds(now + 60) })
    const { result, net } = setting({ stored, rotationReuse: grace })
    await result()
    expect(net.requests).toEqual([])
  })

  test('fatal, old token alive: uses it, with a warning, and sends nothing', async () => {
    const stored = pendingOn(stale, sent)
    const { result, net, warnings, store } = setting({ stored })
    expect(await result()).toEqual({ credential: stored, renewed: false })
    expect([net.requests, store.puts]).toEqual([[], []])
    expect(warnings).toEqual([
      'the answer to the refresh of profile work at 1970-01-12T13:46:35Z was lost, and asking again could end the login while its access token still works; this is the stored token, which may have expired',
    ])
  })

  test.each([
    ['where more life was asked for', { kind: 'min-ttl', seconds: 600 } as const],
    ['where a person forces it', { kind: 'renew' } as const],
  ])('fatal, old token alive, %s: outcome_unknown', async (_what, demand) => {
    const { result, net } = setting({ stored: pendingOn(stale, sent), demand })
    const { code, exitStatus, hint } = await faultOf(result)
    expect([code, exitStatus, hint, net.requests]).toEqual([
      'outcome_unknown',
      6,
      'use the stored token while it lives: oauthctl token -p work; or log in again: oauthctl login -p work',
      [],
    ])
  })

  test.each([
    ['over', expired, { kind: 'min-ttl', seconds: undefined } as const],
    [
      'over by the assumed lifetime',
      credentialWith({ issuedAt: epochSeconds(now - 901) }),
      { kind: 'min-ttl', seconds: undefined } as const,
    ],
    ['rejected', stale, { kind: 'not-this', rejected: new Secret('AT1') } as const],
  ])('fatal, old token %s: one replay', async (_what, token, demand) => {
    const { result, net, store } = setting({ stored: pendingOn(token, sent), demand })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 1])
    // Who is killed now has not seen an answer missing: the next one may try again.
    expect(store.puts[0]?.pending).toEqual(sent)
  })

  test('fatal, old token over: a replay whose answer is missed is noted', async () => {
    const { result, store, net } = setting({ stored: pendingOn(expired, sent), reply: inTurn(cut) })
    expect(await faultOf(result)).toBe(cut)
    expect([net.requests.length, store.records.get('work')?.pending]).toEqual([1, sentTwice])
  })

  test('fatal, after the replay: asks for a login and sends nothing', async () => {
    const { result, net } = setting({ stored: pendingOn(expired, sentTwice) })
    const { code, exitStatus, hint } = await faultOf(result)
    expect([code, exitStatus, hint, net.requests]).toEqual([
      'login_required',
      4,
      'log in again: oauthctl login -p work; or try once more: oauthctl refresh -p work',
      [],
    ])
  })

  test('N8: an outage does not use up the replay: each process tries once until it is over', async () => {
    const outage = setting({
      stored: pendingOn(expired, sent),
      reply: inTurn(answer('', { status: 503 })),
    })
    expect(await codeOf(outage.result)).toBe('server_error')
    expect(outage.net.requests).toHaveLength(1)
    const left = outage.store.records.get('work')!
    expect(left).toEqual(pendingOn(expired, sent))
    expect(tokenOf(await setting({ stored: left }).result())).toBe('AT2')
  })

  test('fatal, after the replay: a person may try once more, and once only', async () => {
    const stored = pendingOn(expired, sentTwice)
    const demand = { kind: 'renew' } as const
    const works = setting({ stored, demand })
    expect([tokenOf(await works.result()), works.net.requests.length]).toEqual(['AT2', 1])
    // Also where only the API has said that the old one is over.
    const refused = setting({ stored: pendingOn(stale, sentTwice), demand })
    expect(tokenOf(await refused.result())).toBe('AT2')
    const fails = setting({ stored, demand, reply: inTurn(cut) })
    expect(await faultOf(fails.result)).toBe(cut)
    expect(fails.net.requests).toHaveLength(1)
  })

  test('a server that was seen to keep its refresh tokens is asked again as often as it takes', async () => {
    const stored = pendingOn({ ...expired, rotates: false }, sentTwice)
    const { result, net } = setting({ stored, reply: inTurn(cut, cut, answer(renewed)) })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 3])
  })

  test('but not while the old token lives: an admin may have switched rotation on', async () => {
    const stored = pendingOn({ ...stale, rotates: false }, sent)
    const { result, net } = setting({ stored })
    await result()
    expect(net.requests).toEqual([])
  })

  test('a window that is about to close is not used any more', async () => {
    const stored = pendingOn(stale, { ...sent, at: epochSeconds(now - 29) })
    const { result, net } = setting({ stored, rotationReuse: grace })
    await result()
    expect(net.requests).toEqual([])
  })

  test('a replay that meets the first request still at work waits for it', async () => {
    const busy = refusal('invalid_grant', 'token request is already being processed')
    const stored = pendingOn(expired, sent)
    const { result, net, store } = setting({ stored, reply: inTurn(busy, answer(renewed)) })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 2])
    expect(outcomes(store)).toEqual([store.records.get('work')])
  })
})

describe('an answer that nobody has judged', () => {
  const answered = (body: unknown): Credential =>
    pendingOn(stale, {
      ...sent,
      kind: 'answered',
      arrival: epochSeconds(now - 4),
      answer: new Secret(typeof body === 'string' ? body : JSON.stringify(body)),
    })

  test('P3: is judged and kept by whoever finds it, without a request', async () => {
    const { result, net, store } = setting({ stored: answered(renewed) })
    const { credential } = await result()
    expect(net.requests).toEqual([])
    expect(store.puts).toEqual([credential])
    expect(plain(credential)).toEqual(
      plain({
        ...stale,
        previous: new Secret('RT1'),
        rotates: true,
        tokens: {
          ...stale.tokens,
          accessToken: new Secret('AT2'),
          refreshToken: new Secret('RT2'),
          issuedAt: epochSeconds(now - 4),
          expiry: { at: epochSeconds(now + 3596), source: 'server' },
          answer: new Secret(JSON.stringify(renewed)),
        },
      }),
    )
  })

  test.each([
    ['has ended since', { ...renewed, expires_in: 2 }, { kind: 'min-ttl', seconds: undefined }],
    [
      'lives shorter than asked for',
      { ...renewed, expires_in: 300 },
      { kind: 'min-ttl', seconds: 600 },
    ],
    ['is not what a person asked for now', renewed, { kind: 'renew' }],
  ] as const)(
    'but a token that %s is refreshed, with the refresh token it came with',
    async (_what, old, demand) => {
      const { result, net } = setting({
        stored: answered(old),
        demand,
        reply: () => answer({ ...renewed, access_token: 'AT3', refresh_token: 'RT3' }),
      })
      expect(tokenOf(await result())).toBe('AT3')
      expect(net.requests.map((request) => fields(request)[1])).toEqual([['refresh_token', 'RT2']])
    },
  )

  test('and says nothing is as good as lost', async () => {
    const { result, net, store } = setting({ stored: answered('<html>') })
    expect((await result()).renewed).toBe(false)
    expect([net.requests, store.records.get('work')]).toEqual([[], pendingOn(stale, sent)])
  })

  test('and refuses is settled: the next refresh is an ordinary one', async () => {
    const { result, net } = setting({ stored: answered({ error: 'temporarily_unavailable' }) })
    expect([tokenOf(await result()), net.requests.length]).toEqual(['AT2', 1])
  })
})

test('a replay that is refused with status 200 leaves the lost answer as lost as it was', async () => {
  const reply = inTurn(answer({ error: 'invalid_client' }))
  const { result, store } = setting({ stored: pendingOn(expired, sent), reply })
  expect(await codeOf(result)).toBe('invalid_client')
  expect(store.records.get('work')).toEqual(pendingOn(expired, sent))
})

describe('T57: the refresh token before the present one', () => {
  const previous = new Secret('RT0')
  const stored: Credential = { ...expired, previous, rotates: true }

  test('is not tried where the server forgives it for a time: nobody knows how much of it is left', async () => {
    const { result, net } = setting({ stored, rotationReuse: grace, reply: inTurn(gone) })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toHaveLength(1)
  })

  test('is not taken for refused when nothing was sent or no answer came', async () => {
    const { result, net, store } = setting({
      stored,
      rotationReuse: { kind: 'idempotent' },
      reply: inTurn(gone, cut, gone, answer(renewed)),
    })
    expect(tokenOf(await result())).toBe('AT2')
    expect(net.requests.map((request) => fields(request)[1]?.[1])).toEqual([
      'RT1',
      'RT0',
      'RT1',
      'RT0',
    ])
    expect(store.records.get('work')?.tokens.refreshToken?.expose()).toBe('RT2')
  })

  test('is not tried after a lost answer, which may have made it older than we know', async () => {
    const { result, net } = setting({
      stored: pendingOn(stored, sent),
      rotationReuse: { kind: 'idempotent' },
      reply: inTurn(gone),
    })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toHaveLength(1)
  })

  test('is tried once where the server answers it as before and has forgotten the present one', async () => {
    const { result, net, store } = setting({
      stored,
      rotationReuse: { kind: 'idempotent' },
      reply: inTurn(gone, answer(renewed)),
    })
    expect(tokenOf(await result())).toBe('AT2')
    expect(net.requests.map((request) => fields(request)[1]?.[1])).toEqual(['RT1', 'RT0'])
    expect(store.records.get('work')?.tokens.refreshToken?.expose()).toBe('RT2')
  })

  test('is never shown where reuse is fatal', async () => {
    const { result, net, store } = setting({ stored, reply: inTurn(gone) })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toHaveLength(1)
    expect(store.records.get('work')?.tokens.refreshToken?.expose()).toBe('RT1')
  })

  test('does not take the place of the present one when both are refused', async () => {
    const policy = { kind: 'idempotent' } as const
    const { result, net, store } = setting({ stored, rotationReuse: policy, reply: inTurn(gone) })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toHaveLength(2)
    const { tokens, condition } = store.records.get('work')!
    expect([tokens.refreshToken?.expose(), condition.kind]).toEqual(['RT1', 'dead'])
  })

  test('is forgotten when the present one has worked and stays', async () => {
    const { result, store } = setting({
      stored,
      reply: () => answer({ ...renewed, refresh_token: undefined }),
    })
    await result()
    expect(store.records.get('work')).toMatchObject({ rotates: false })
    expect(store.records.get('work')?.previous).toBeUndefined()
  })
})

describe('a server that wants a pause', () => {
  const pause = (header: string | undefined, date?: string) =>
    answer('', {
      status: 429,
      headers: {
        ...(header === undefined ? {} : { 'retry-after': header }),
        ...(date === undefined ? {} : { date }),
      },
    })
  const today = 'Sun, 22 Nov 2026 12:00:00 GMT'

  test.each([
    ['2', undefined, 2000],
    ['Sun, 22 Nov 2026 12:00:03 GMT', today, 3000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', today, 1000],
    ['-5', undefined, 1000],
    [undefined, undefined, 1000],
  ])('N7: Retry-After %s is honoured', async (header, date, ms) => {
    const { result, clock, store } = setting({
      stored: expired,
      reply: inTurn(pause(header, date), answer(renewed)),
    })
    expect([tokenOf(await result()), clock.slept.map(roughly)]).toEqual(['AT2', [ms]])
    expect(store.records.get('work')?.pending).toBeUndefined()
  })

  test.each(['61', '1000000000'])('N7: %s seconds are too long to wait', async (header) => {
    const { result, clock, net } = setting({ stored: expired, reply: inTurn(pause(header)) })
    const { code, hint } = await faultOf(result)
    expect([code, hint, clock.slept, net.requests.length]).toEqual([
      'rate_limited',
      `try again in ${header} seconds`,
      [],
      1,
    ])
  })
})

test('N3: a connection that dies while the intent is written has sent nothing, and leaves nothing', async () => {
  let connections = 0
  const { result, store, net } = setting({
    stored: expired,
    connect: async (request) => {
      connections += 1
      if (connections > 1) return
      await request.beforeSend?.()
      throw cut
    },
  })
  expect([tokenOf(await result()), connections, net.requests.length]).toEqual(['AT2', 2, 1])
  expect(store.puts.map(({ pending }) => pending?.kind)).toEqual([
    'sent',
    undefined,
    'sent',
    'answered',
    undefined,
  ])
})

describe('the lock', () => {
  test('N7, N9: is free while the process waits for its next try', async () => {
    const { result, locks } = setting({
      stored: expired,
      reply: inTurn(cut, answer(renewed)),
      rotationReuse: { kind: 'none' },
    })
    await result()
    expect(locks).toEqual(['work', 'work'])
  })

  test('N9: a sibling that renews in the pause is adopted', async () => {
    const busy = refusal('invalid_grant', 'expired authorization code')
    const { result, net } = setting({
      stored: stale,
      reply: inTurn(busy),
      onRead: beforeRead(3, sibling),
    })
    expect([await result(), net.requests.length]).toEqual([
      { credential: sibling, renewed: false },
      1,
    ])
  })

  test('C7: a refresh token that another configuration has used is not sent', async () => {
    const { result, net } = setting({ stored: expired, spentIn: '/home/ada/other' })
    const { code, message } = await faultOf(result)
    expect([code, message, net.requests]).toEqual([
      'login_required',
      'the refresh token of profile work has been replaced by a copy of this credential in /home/ada/other',
      [],
    ])
  })
})

test('N15: a clock that jumps ahead while the server is asked does not make a token of the past', async () => {
  const clock = clockAt(now)
  const { result } = setting({
    stored: credentialWith(left(-1)),
    clock,
    reply: () => {
      clock.advance(86_400_000)
      return answer(renewed)
    },
  })
  const { credential } = await result()
  expect(credential.tokens.expiry?.at).toBe(now + 86_400 + 3600)
})
