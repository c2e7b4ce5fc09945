import { describe, expect, test } from 'vitest'
import type { Demand } from '../../../src/flows/demand.js'
import { freshToken } from '../../../src/flows/fresh-token.js'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError, OAuthResponseError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  clockAt,
  countingRandom,
  fakeStore,
  fields,
  network,
  never,
  refusal,
  storesOf,
} from '../../support/fakes.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'
import {
  beforeRead,
  busyWords,
  credentialWith,
  dead,
  down,
  expired,
  fresh,
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
  unused,
} from './fresh-token-world.js'

const busy = refusal('invalid_grant', busyWords)
const gone = refusal('invalid_grant', 'expired access/refresh token')

describe('a good token', () => {
  test('is handed out without a request, a lock or a write', async () => {
    const { result, net, locks, store } = setting({ stored: fresh })
    expect(await result()).toEqual({ credential: fresh, renewed: false })
    expect([net.requests, locks, store.puts]).toEqual([[], [], []])
  })

  test.each<[string, Credential, Demand]>([
    ['with as much left as was asked for', fresh, { kind: 'min-ttl', seconds: 1800 }],
    [
      'of unknown life within the session timeout',
      credentialWith({ issuedAt: epochSeconds(now - 800) }),
      { kind: 'min-ttl', seconds: undefined },
    ],
    ['that is not the rejected one', fresh, { kind: 'not-this', rejected: new Secret('AT0') }],
  ])('%s', async (_what, stored, demand) => {
    const { result, net } = setting({ stored, demand })
    expect([(await result()).renewed, net.requests]).toEqual([false, []])
  })
})

describe('one refresh under the lock renews', () => {
  test.each<[string, Credential, Demand]>([
    ['a token about to end', stale, { kind: 'min-ttl', seconds: undefined }],
    ['a token that ended', expired, { kind: 'min-ttl', seconds: undefined }],
    ['a token with less left than was asked for', fresh, { kind: 'min-ttl', seconds: 1801 }],
    [
      'a token of unknown life beyond the session timeout',
      credentialWith({ issuedAt: epochSeconds(now - 850) }),
      { kind: 'min-ttl', seconds: undefined },
    ],
    ['the rejected token, however fresh', fresh, { kind: 'not-this', rejected: new Secret('AT1') }],
    ['any token, when that is asked for', fresh, { kind: 'renew' }],
  ])('%s', async (_what, stored, demand) => {
    const { result, net, locks, store, warnings } = setting({ stored, demand })
    const given = await result()
    expect([tokenOf(given), given.renewed, net.requests.length, locks, warnings]).toEqual([
      'AT2',
      true,
      1,
      ['work'],
      [],
    ])
    expect(store.records.get('work')).toEqual(given.credential)
  })

  test('the request goes to the pinned endpoint, and the record is replaced whole', async () => {
    const { result, net, store } = setting({ stored: stale })
    await result()
    expect([net.requests[0]?.url, fields(net.requests[0])]).toEqual([
      'https://login.salesforce.com/services/oauth2/token',
      [
        ['grant_type', 'refresh_token'],
        ['refresh_token', 'RT1'],
        ['client_id', 'client-1'],
        ['client_secret', 's3cret'],
      ],
    ])
    expect(outcomes(store).map(plain)).toEqual([
      {
        ...(plain(stale) as object),
        previous: { secret: 'RT1' },
        rotates: true,
        tokens: {
          accessToken: { secret: 'AT2' },
          tokenType: 'Bearer',
          refreshToken: { secret: 'RT2' },
          idToken: undefined,
          scopes: undefined,
          issuedAt: now,
          expiry: { at: now + 3600, source: 'server' },
          instanceUrl: undefined,
          answer: { secret: JSON.stringify(renewed) },
        },
      },
    ])
  })

  test('a new token that lives shorter than asked for is given, with a warning', async () => {
    const reply = () => answer({ ...renewed, expires_in: 100 })
    const demand: Demand = { kind: 'min-ttl', seconds: 600 }
    const { result, warnings } = setting({ stored: stale, demand, reply })
    expect([tokenOf(await result()), warnings]).toEqual([
      'AT2',
      ['the new token lives shorter than the 600 seconds that were asked for'],
    ])
  })

  test('without a wish a short life is no reason to warn', async () => {
    const { result, warnings } = setting({
      stored: stale,
      reply: () => answer({ ...renewed, expires_in: 20 }),
    })
    expect([tokenOf(await result()), warnings]).toEqual(['AT2', []])
  })
})

describe('what a sibling did while we waited for the lock', () => {
  test.each<[string, Demand]>([
    ['a token', { kind: 'min-ttl', seconds: undefined }],
    ['another token than the rejected one', { kind: 'not-this', rejected: new Secret('AT1') }],
    ['a forced refresh', { kind: 'renew' }],
  ])('%s: its new token is taken, nothing is sent', async (_what, demand) => {
    const { result, net, store } = setting({
      stored: stale,
      demand,
      onRead: beforeRead(2, sibling),
    })
    expect(await result()).toEqual({ credential: sibling, renewed: false })
    expect([net.requests, store.puts]).toEqual([[], []])
  })

  test('its new token is taken even if it is short, with a warning', async () => {
    const short = credentialWith({ ...left(50), accessToken: new Secret('AT-short') })
    const { result, net, warnings } = setting({
      stored: stale,
      demand: { kind: 'min-ttl', seconds: 600 },
      onRead: beforeRead(2, short),
    })
    expect([tokenOf(await result()), net.requests, warnings.length]).toEqual(['AT-short', [], 1])
  })

  test('its token that has ended since is refreshed, with its refresh token', async () => {
    const ended = credentialWith({
      ...left(-1),
      accessToken: new Secret('AT-x'),
      refreshToken: new Secret('RT-x'),
    })
    const { result, net } = setting({ stored: stale, onRead: beforeRead(2, ended) })
    expect([tokenOf(await result()), fields(net.requests[0])[1]]).toEqual([
      'AT2',
      ['refresh_token', 'RT-x'],
    ])
  })

  test('a login that has ended is told, nothing is sent', async () => {
    const { result, net } = setting({ stored: stale, onRead: beforeRead(2, dead) })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toEqual([])
  })

  test('a logout is told, nothing is sent', async () => {
    const { result, net } = setting({
      stored: stale,
      onRead: (count, records) => {
        if (count === 2) records.delete('work')
      },
    })
    expect(await codeOf(result)).toBe('login_required')
    expect(net.requests).toEqual([])
  })
})

describe('a refresh that the server says is under way elsewhere', () => {
  test('is tried again after 300, 700, 1500 and 3000 ms', async () => {
    const { result, clock, net, store } = setting({
      stored: stale,
      reply: inTurn(busy, busy, busy, busy, answer(renewed)),
    })
    expect(tokenOf(await result())).toBe('AT2')
    expect([clock.slept.map(roughly), net.requests.length, outcomes(store)]).toEqual([
      [300, 700, 1500, 3000],
      5,
      [stale, stale, stale, stale, store.records.get('work')],
    ])
  })

  test.each([busyWords, 'expired authorization code'])(
    'by "%s": the store is read before each try, and a new token in it is taken',
    async (words) => {
      const { result, clock, net } = setting({
        stored: stale,
        reply: inTurn(refusal('invalid_grant', words)),
        onRead: beforeRead(3, sibling),
      })
      expect(await result()).toEqual({ credential: sibling, renewed: false })
      expect([clock.slept.map(roughly), net.requests.length]).toEqual([[300], 1])
    },
  )

  test('and stays so is no dead login: the record is left, and a later call may succeed', async () => {
    const demand: Demand = { kind: 'renew' }
    const { result, store, clock } = setting({ stored: stale, demand, reply: inTurn(busy) })
    const fault = await faultOf(result)
    expect([fault.code, fault.exitStatus, fault.retryable, fault.hint]).toEqual([
      'server_error',
      6,
      true,
      'try again in a minute',
    ])
    expect([clock.slept.length, store.records.get('work')]).toEqual([4, stale])
  })
})

describe('a refresh token that is dead', () => {
  test('marks the record, which is never deleted, and needs a login', async () => {
    const { result, store } = setting({ stored: stale, reply: inTurn(gone) })
    const fault = await faultOf(result)
    expect(fault).toBeInstanceOf(OAuthResponseError)
    expect([fault.code, fault.exitStatus, fault.message, fault.hint]).toEqual([
      'login_required',
      4,
      'the login of profile work has ended: expired access/refresh token',
      'log in again: oauthctl login -p work',
    ])
    expect(outcomes(store)).toEqual([
      stale,
      {
        ...stale,
        condition: { kind: 'dead', reason: 'expired access/refresh token', since: now },
      },
    ])
    expect(store.records.has('work')).toBe(true)
  })

  test.each(['invalid refresh token', undefined])(
    'says so in whatever words: %s',
    async (words) => {
      const { result, store } = setting({
        stored: stale,
        reply: inTurn(refusal('invalid_grant', words)),
      })
      expect(await codeOf(result)).toBe('login_required')
      expect(store.records.get('work')?.condition).toEqual({
        kind: 'dead',
        reason: words ?? 'invalid_grant',
        since: now,
      })
    },
  )

  test('is asked no second time', async () => {
    const { result, net, locks } = setting({ stored: dead })
    const fault = await faultOf(result)
    expect([fault.code, fault.message, net.requests, locks]).toEqual([
      'login_required',
      'the login of profile work has ended: expired access/refresh token',
      [],
      [],
    ])
  })

  test.each([
    [
      'of a grant that needs no person is got again on purpose',
      false,
      'get another token: oauthctl refresh -p work',
    ],
    ['that a person approved needs that person', true, 'log in again: oauthctl login -p work'],
  ])('one %s', async (_what, approved, hint) => {
    const { tokens, ...rest } = dead
    const stored: Credential = approved
      ? dead
      : {
          ...rest,
          grant: 'client_credentials',
          scopes: undefined,
          tokens: { ...tokens, refreshToken: undefined },
        }
    const fault = await faultOf(setting({ stored }).result)
    expect([fault.code, fault.hint]).toEqual(['login_required', hint])
  })

  test('is tried again when a person forces it, and lives again when it works', async () => {
    const { result, store } = setting({ stored: dead, demand: { kind: 'renew' } })
    expect(tokenOf(await result())).toBe('AT2')
    expect(store.records.get('work')?.condition).toEqual({ kind: 'live' })
  })

  test('is not dead when a sibling has renewed meanwhile', async () => {
    const { result, store } = setting({
      stored: stale,
      reply: inTurn(gone),
      onRead: beforeRead(3, sibling),
    })
    expect(await result()).toEqual({ credential: sibling, renewed: false })
    expect(store.records.get('work')).toEqual(sibling)
  })

  test('does not hand out the token that is left, even without a lifetime', async () => {
    const stored = credentialWith({ issuedAt: epochSeconds(now - 850) })
    expect(await codeOf(setting({ stored, reply: inTurn(gone) }).result)).toBe('login_required')
  })
})

describe('a refusal that a person can mend leaves the record as it was', () => {
  test.each([
    [
      'invalid_client',
      refusal('invalid_client', 'invalid client credentials', 401),
      'invalid_client',
    ],
    ['unauthorized_client', refusal('unauthorized_client'), 'invalid_client'],
    ['unsupported_grant_type', refusal('unsupported_grant_type'), 'request_refused'],
    ['an IP restriction', refusal('invalid_grant', 'ip restricted'), 'access_denied'],
    ['an inactive user', refusal('inactive_user'), 'access_denied'],
    ['a redirect', answer('', { status: 302, headers: { location: '/x' } }), 'unexpected_redirect'],
  ])('%s', async (_what, reply, code) => {
    const { result, store, net, clock } = setting({ stored: stale, reply: inTurn(reply) })
    expect(await codeOf(result)).toBe(code)
    expect([store.records.get('work'), net.requests.length, clock.slept]).toEqual([stale, 1, []])
  })
})

describe('when nothing can be sent', () => {
  const unknownLife = credentialWith({ issuedAt: epochSeconds(now - 5000) })

  test.each([
    ['a token that still lives', stale],
    ['a token of unknown life', unknownLife],
  ])('N1: %s is given with a warning, after three more tries', async (_what, stored) => {
    const { result, warnings, store, clock } = setting({ stored, unsent: down })
    expect(await result()).toEqual({ credential: stored, renewed: false })
    expect(warnings).toEqual([
      'login.salesforce.com cannot be reached; this is the stored token, which may have expired',
    ])
    expect([store.puts, clock.slept.map(roughly)]).toEqual([[], [250, 1000, 4000]])
  })

  test.each<[string, Credential, Demand]>([
    ['a token known to have ended', expired, { kind: 'min-ttl', seconds: undefined }],
    ['a token where more life was asked for', stale, { kind: 'min-ttl', seconds: 600 }],
    ['the rejected token', stale, { kind: 'not-this', rejected: new Secret('AT1') }],
    ['a token that should be renewed', fresh, { kind: 'renew' }],
  ])('N1: %s is not given', async (_what, stored, demand) => {
    const { result, warnings, store } = setting({ stored, demand, unsent: down })
    expect(await faultOf(result)).toBe(down)
    expect([warnings, store.puts, store.records.get('work')]).toEqual([[], [], stored])
  })

  test('N2: a name that is known again at the next try costs a quarter of a second', async () => {
    const { result, clock, net, store } = setting({ stored: expired, unsent: down, unsentTimes: 1 })
    expect(tokenOf(await result())).toBe('AT2')
    expect([clock.slept.map(roughly), net.requests.length, outcomes(store).length]).toEqual([
      [250],
      1,
      1,
    ])
  })

  test.each(['tls_error', 'proxy_error'] as const)(
    'N13, N14: %s says what to mend, and is not tried again',
    async (code) => {
      const unsent = new AuthError(code, 'no way')
      const { result, clock, store } = setting({ stored: expired, unsent })
      expect(await faultOf(result)).toBe(unsent)
      expect([clock.slept, store.puts]).toEqual([[], []])
    },
  )
})

describe('a rotated refresh token is never lost, whatever is wrong with the rest of the answer', () => {
  test.each([
    [
      'an instance_url that is not trusted',
      { ...renewed, instance_url: 'https://evil.test' },
      'untrusted_host',
    ],
    ['an id that is not trusted', { ...renewed, id: 'https://evil.test/id/x/y' }, 'untrusted_host'],
    ['a token of another type', { ...renewed, token_type: 'mac' }, 'bad_answer'],
    ['no access token', { ...renewed, access_token: undefined }, 'bad_answer'],
    ['an access token that breaks its line', { ...renewed, access_token: 'a\nb' }, 'bad_answer'],
  ])('%s', async (_what, body, code) => {
    const demand: Demand = { kind: 'renew' }
    const { result, store } = setting({ stored: stale, demand, reply: () => answer(body) })
    expect(await codeOf(result)).toBe(code)
    const refreshToken = new Secret('RT2')
    const previous = new Secret('RT1')
    expect(outcomes(store).map(plain)).toEqual([
      plain({ ...stale, tokens: { ...stale.tokens, refreshToken }, previous, rotates: true }),
    ])
  })

  test.each([
    ['the same one', { ...renewed, token_type: 'mac', refresh_token: 'RT1' }],
    ['none', { ...renewed, token_type: 'mac', refresh_token: undefined }],
    ['an empty one', { ...renewed, token_type: 'mac', refresh_token: '' }],
  ])('but %s changes nothing', async (_what, body) => {
    const demand: Demand = { kind: 'renew' }
    const { result, store } = setting({ stored: stale, demand, reply: () => answer(body) })
    expect(await codeOf(result)).toBe('bad_answer')
    expect(outcomes(store)).toEqual([stale])
  })

  test('and one that is no token leaves an answer that is as good as lost', async () => {
    const demand: Demand = { kind: 'renew' }
    const reply = () => answer({ ...renewed, refresh_token: 'a b' })
    const { result, store } = setting({ stored: stale, demand, reply })
    expect(await codeOf(result)).toBe('bad_answer')
    expect(store.records.get('work')).toEqual({
      ...stale,
      pending: { kind: 'sent', at: now, lastTry: false },
    })
  })

  test('an id_token that cannot be trusted is dropped with a warning', async () => {
    const stored = credentialWith({ ...left(30), idToken: new Secret('ID1') })
    const { result, store, warnings } = setting({
      stored,
      reply: () => answer({ ...renewed, id_token: 'a.b.c' }),
    })
    const { credential } = await result()
    expect([
      tokenOf({ credential, renewed: true }),
      credential.tokens.refreshToken?.expose(),
      credential.tokens.idToken?.expose(),
      warnings,
      store.records.get('work'),
    ]).toEqual([
      'AT2',
      'RT2',
      'ID1',
      [
        "the server's id_token is not valid: it is not a signed JWT; the access token is kept, the id_token is not",
      ],
      credential,
    ])
  })
})

describe('tokens of somebody else never replace these', () => {
  const id = (org: string, user: string): string =>
    `https://login.salesforce.com/id/00D00000000000${org}EAA/00500000000000${user}AAA`
  const identity = {
    subject: id('1', '1'),
    username: undefined,
    userId: '005000000000001AAA',
    orgId: '00D000000000001EAA',
  }
  const stored = credentialWith(left(30), { identity })

  test.each([
    ['another user', id('1', '2')],
    ['another org', id('2', '1')],
  ])('%s', async (_who, other) => {
    const { result, store } = setting({ stored, reply: () => answer({ ...renewed, id: other }) })
    const fault = await faultOf(result)
    expect([fault.code, fault.message]).toEqual([
      'request_refused',
      'the server refreshed the token of another user',
    ])
    const { tokens } = store.records.get('work')!
    expect([tokens.accessToken.expose(), tokens.refreshToken?.expose()]).toEqual(['AT1', 'RT2'])
  })

  test('the same user on another host is the same user', async () => {
    const same = id('1', '1').replace('login.', 'acme.my.')
    const { result } = setting({ stored, reply: () => answer({ ...renewed, id: same }) })
    expect(tokenOf(await result())).toBe('AT2')
  })
})

describe('a person who gives up', () => {
  const reason = new AuthError('interrupted', 'interrupted')

  test('before the refresh was sent stops it', async () => {
    const controller = new AbortController()
    const { result, net, store } = setting({
      stored: stale,
      signal: controller.signal,
      onRead: (count) => {
        if (count === 2) controller.abort(reason)
      },
    })
    expect(await faultOf(result)).toBe(reason)
    expect([net.requests, store.puts]).toEqual([[], []])
  })

  test('after the refresh was sent does not: the answer is kept', async () => {
    const controller = new AbortController()
    const { result, net, store } = setting({
      stored: stale,
      signal: controller.signal,
      reply: () => {
        controller.abort(reason)
        return answer(renewed)
      },
    })
    expect(await faultOf(result)).toBe(reason)
    expect(net.signals[0]?.aborted).toBe(false)
    expect(outcomes(store).map((kept) => kept.tokens.accessToken.expose())).toEqual(['AT2'])
  })
})

describe('where only a person can help', () => {
  test('nothing is stored', async () => {
    const fault = await faultOf(setting({}).result)
    expect([fault.code, fault.exitStatus, fault.message, fault.hint]).toEqual([
      'login_required',
      4,
      'profile work has no credential',
      'log in: oauthctl login -p work',
    ])
  })

  test('there is no refresh token', async () => {
    const stored = credentialWith({ ...left(-1), refreshToken: undefined })
    const { result, net, locks } = setting({ stored })
    const fault = await faultOf(result)
    expect([fault.code, fault.message, fault.hint, net.requests, locks]).toEqual([
      'login_required',
      'the token of profile work has expired and cannot be refreshed',
      'log in again: oauthctl login -p work; a refresh token needs the scope refresh_token',
      [],
      [],
    ])
  })
})

test('S1: a store that takes no intent is told, and nothing is sent', async () => {
  const full = new AuthError('store_unavailable', 'no space left')
  const { result, store, net } = setting({ stored: stale })
  Object.assign(store, { put: () => Promise.reject(full) })
  expect(await faultOf(result)).toBe(full)
  expect(net.requests).toEqual([])
})

test('S1: a store that is full when the answer is here is tried until it takes it', async () => {
  const full = new AuthError('store_unavailable', 'no space left')
  const { result, store, clock } = setting({ stored: stale })
  const { put } = store
  let writes = 0
  const full3 = (credential: Credential): Promise<void> => {
    writes += 1
    return writes > 1 && writes < 5 ? Promise.reject(full) : put(credential)
  }
  Object.assign(store, { put: full3 })
  expect(tokenOf(await result())).toBe('AT2')
  expect([clock.slept, store.records.get('work')?.tokens.refreshToken?.expose()]).toEqual([
    [100, 400, 1000],
    'RT2',
  ])
})

test('a lock that nobody frees is told by its own error where the token has ended', async () => {
  const late = new AuthError('timeout', 'another oauthctl holds the lock')
  const store = fakeStore([expired])
  const ports = {
    stores: storesOf(store),
    withLock: () => Promise.reject(late),
    fetch: network(() => answer(renewed)).fetch,
    clock: clockAt(now),
    ...unused,
    random: countingRandom(),
    providerOf: () => Promise.resolve(salesforceProvider),
    warn: () => undefined,
  }
  const rotationReuse = { kind: 'fatal' } as const
  const request = { profile: 'work', sessionTimeout: 900, rotationReuse }
  const demand: Demand = { kind: 'min-ttl', seconds: undefined }
  expect(await faultOf(() => freshToken({ ...request, demand }, ports, never))).toBe(late)
})
