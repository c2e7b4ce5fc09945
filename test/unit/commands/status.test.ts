import { describe, expect, test } from 'vitest'
import {
  runStatus,
  statusCommand,
  type Known,
  type StatusContext,
} from '../../../src/commands/status.js'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { Profile } from '../../../src/kernel/profile.js'
import { epochSeconds, type TokenSet } from '../../../src/kernel/token-set.js'
import type { StatusView, View } from '../../../src/kernel/view.js'
import { faultOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const issued = 1_790_000_000
const live = fullCredential()
const dead: Credential = {
  ...live,
  condition: { kind: 'dead', reason: 'expired access/refresh token', since: epochSeconds(5) },
}

const profile: Profile = {
  name: 'work',
  server: { kind: 'salesforce', url: 'https://acme.my.salesforce.com' },
  clientId: 'client-1',
  grant: 'authorization_code',
  authMethod: undefined,
  scopes: undefined,
  redirectUri: undefined,
  sessionTimeout: undefined,
}

function withTokens(change: Partial<TokenSet>): Credential {
  return { ...live, tokens: { ...live.tokens, ...change } }
}

const known: Known = {
  name: 'work',
  profile,
  credential: live,
  store: { kind: 'key-file', label: 'key file x' },
}

interface Run {
  readonly view: StatusView | undefined
  readonly error: AuthError | undefined
  readonly checked: number
}

async function status(
  given: Partial<Known>,
  age: number,
  check?: { readonly active: boolean; readonly credential?: Credential },
): Promise<Run> {
  const views: View[] = []
  let checked = 0
  const context: StatusContext = {
    known: () => Promise.resolve({ ...known, ...given }),
    check: (credential) => {
      checked += 1
      return Promise.resolve({ active: true, credential, ...check })
    },
    origins: () => Promise.resolve([{ setting: 'profile', value: 'work', origin: 'flag' }]),
    now: () => epochSeconds(issued + age),
    show: (view) => void views.push(view),
  }
  let error: AuthError | undefined
  try {
    await runStatus({ check: check !== undefined, origins: false }, context)
  } catch (thrown) {
    if (!(thrown instanceof AuthError)) throw thrown
    error = thrown
  }
  const [view] = views
  return { view: view?.kind === 'status' ? view : undefined, error, checked }
}

describe('what was typed behind status', () => {
  test.each([
    [[], { check: false, origins: false }],
    [['--check'], { check: true, origins: false }],
    [['--origins', '--check'], { check: true, origins: true }],
  ])('%j', async (words, options) => {
    expect(await typed(statusCommand, words)).toEqual(options)
  })

  test('a profile is not typed behind it', async () => {
    expect(await misunderstood(statusCommand, ['work'])).toMatch(/too many arguments/)
  })
})

test('a valid login is shown whole', async () => {
  const { view, error, checked } = await status({}, 60)
  expect([error, checked, view]).toEqual([
    undefined,
    0,
    {
      kind: 'status',
      profile: 'work',
      target: live.server,
      credential: live,
      state: 'valid',
      reason: undefined,
      refreshable: true,
      expirySource: 'introspection',
      store: 'key-file',
      storeLabel: 'key file x',
      now: issued + 60,
      origins: undefined,
    },
  ])
})

describe('how a login stands', () => {
  const bare = { refreshToken: undefined }
  const unknown = { expiry: undefined }

  test.each<
    [string, Partial<Known>, number, string, string | undefined, boolean, string | undefined]
  >([
    ['within its life', {}, 7199, 'valid', undefined, true, 'introspection'],
    ['at its end', {}, 7200, 'stale', undefined, true, 'introspection'],
    [
      'at its end, without a refresh token',
      { credential: withTokens(bare) },
      7200,
      'login_needed',
      'the token has ended and cannot be refreshed',
      false,
      'introspection',
    ],
    [
      'of unknown life, within the assumed one',
      { credential: withTokens(unknown) },
      899,
      'valid',
      undefined,
      true,
      'assumed',
    ],
    [
      'of unknown life, beyond the assumed one',
      { credential: withTokens(unknown) },
      900,
      'unknown',
      undefined,
      true,
      'assumed',
    ],
    [
      'of unknown life, within the one the profile assumes',
      { credential: withTokens(unknown), profile: { ...profile, sessionTimeout: 7200 } },
      7199,
      'valid',
      undefined,
      true,
      'assumed',
    ],
    [
      'of unknown life, over, without a refresh token',
      { credential: withTokens({ ...unknown, ...bare }) },
      900,
      'login_needed',
      'the token has ended and cannot be refreshed',
      false,
      'assumed',
    ],
    [
      'ended by the server',
      { credential: dead },
      60,
      'login_needed',
      'expired access/refresh token',
      false,
      'introspection',
    ],
    [
      'nothing stored',
      { credential: undefined, store: undefined },
      60,
      'login_needed',
      'nothing is stored',
      false,
      undefined,
    ],
  ])('%s', async (_what, given, age, state, reason, refreshable, source) => {
    const { view, error } = await status(given, age)
    expect([view?.state, view?.reason, view?.refreshable, view?.expirySource]).toEqual([
      state,
      reason,
      refreshable,
      source,
    ])
    expect(error?.exitStatus).toBe(state === 'login_needed' ? 4 : undefined)
  })

  test('a needed login is shown first and then is an error that says what to type', async () => {
    const { view, error } = await status({ credential: undefined, store: undefined }, 0)
    expect([view?.target, view?.store, error?.code, error?.message, error?.hint]).toEqual([
      profile.server,
      undefined,
      'login_required',
      'profile work needs a login',
      'log in: oauthctl login -p work',
    ])
  })
})

describe('--check asks the server', () => {
  test('which may say yes where the clock says no', async () => {
    const { view, checked } = await status({}, 99_999, { active: true })
    expect([view?.state, checked]).toEqual(['valid', 1])
  })

  test('which may say no where the clock says yes', async () => {
    expect((await status({}, 60, { active: false })).view?.state).toBe('stale')
  })

  test('whose no is a needed login without a refresh token', async () => {
    const credential = withTokens({ refreshToken: undefined })
    const { view, error } = await status({ credential }, 60, { active: false, credential })
    expect([view?.state, error?.code]).toEqual(['login_needed', 'login_required'])
  })

  test('and shows what was learnt', async () => {
    const expiry = { at: epochSeconds(issued + 5000), source: 'introspection' as const }
    const credential = withTokens({ expiry })
    const { view } = await status({ credential: withTokens({ expiry: undefined }) }, 60, {
      active: true,
      credential,
    })
    expect([view?.credential, view?.expirySource]).toEqual([credential, 'introspection'])
  })

  test.each([
    ['a dead login', { credential: dead }],
    ['nothing', { credential: undefined }],
  ])('but not about %s', async (_what, given) => {
    expect((await status(given, 60, { active: true })).checked).toBe(0)
  })

  test('and an error of it is passed on, nothing is shown', async () => {
    const failure = new AuthError('network_error', 'no route')
    const views: View[] = []
    const context: StatusContext = {
      known: () => Promise.resolve(known),
      check: () => Promise.reject(failure),
      origins: () => Promise.resolve([]),
      now: () => epochSeconds(issued),
      show: (view) => void views.push(view),
    }
    expect(await faultOf(() => runStatus({ check: true, origins: false }, context))).toBe(failure)
    expect(views).toEqual([])
  })
})

test('--origins tells where settings came from', async () => {
  const views: View[] = []
  const origins = [{ setting: 'profile', value: 'work', origin: 'flag' }]
  await runStatus(
    { check: false, origins: true },
    {
      known: () => Promise.resolve(known),
      check: () => Promise.reject(new Error('not asked')),
      origins: () => Promise.resolve(origins),
      now: () => epochSeconds(issued),
      show: (view) => void views.push(view),
    },
  )
  expect(views[0]).toHaveProperty('origins', origins)
})
