import { describe, expect, test } from 'vitest'
import { refreshCommand, runRefresh } from '../../../src/commands/refresh.js'
import { runToken, tokenCommand, type TokenContext } from '../../../src/commands/token.js'
import type { Demand } from '../../../src/flows/demand.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { View } from '../../../src/kernel/view.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { faultOf, fullCredential, plain } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const credential = fullCredential()

interface World {
  readonly context: TokenContext
  readonly demands: unknown[]
  readonly views: View[]
  readonly read: string[]
}

function world(change: Partial<TokenContext> = {}): World {
  const demands: unknown[] = []
  const views: View[] = []
  const read: string[] = []
  const context: TokenContext = {
    profile: () => Promise.resolve('work'),
    givenToken: () => undefined,
    rejectedToken: (place) => {
      read.push(place)
      return Promise.resolve(new Secret('AT0'))
    },
    fresh: (profile: string, demand: Demand) => {
      demands.push(plain([profile, demand]))
      return Promise.resolve({ credential, renewed: true, store: 'keychain' as const })
    },
    now: () => epochSeconds(5),
    show: (view) => void views.push(view),
    ...change,
  }
  return { context, demands, views, read }
}

describe('what was typed behind token', () => {
  test.each([
    [[], { minTtl: undefined, rejected: undefined }],
    [['--min-ttl', '600'], { minTtl: 600, rejected: undefined }],
    [['--min-ttl=0'], { minTtl: 0, rejected: undefined }],
    [['--rejected', '-'], { minTtl: undefined, rejected: '-' }],
    [['--rejected', 'file', '--min-ttl', '5'], { minTtl: 5, rejected: 'file' }],
  ])('%j', async (words, options) => {
    expect(await typed(tokenCommand, words)).toEqual(options)
  })

  test.each([
    [['--min-ttl', '-1']],
    [['--min-ttl', 'x']],
    [['--min-ttl', '99999999999']],
    [['--force']],
    [['00D!token']],
  ])('%j is not understood', async (words) => {
    expect(await misunderstood(tokenCommand, words)).toMatch(/./)
  })
})

describe('token runs', () => {
  test.each([
    [
      'with no wish',
      { minTtl: undefined, rejected: undefined },
      { kind: 'min-ttl', seconds: undefined },
    ],
    ['with a wish', { minTtl: 0, rejected: undefined }, { kind: 'min-ttl', seconds: 0 }],
    [
      'with a rejected token, whatever else is wished',
      { minTtl: 600, rejected: 'file' },
      { kind: 'not-this', rejected: { secret: 'AT0' } },
    ],
  ])('%s', async (_what, options, demand) => {
    const { context, demands, views } = world()
    await runToken(options, context)
    expect(demands).toEqual([['work', demand]])
    expect(views).toEqual([
      { kind: 'tokens', told: 'token', credential, store: 'keychain', now: 5 },
    ])
  })

  test('the rejected token is read where it was said to be', async () => {
    const { context, read } = world()
    await runToken({ minTtl: undefined, rejected: '-' }, context)
    expect(read).toEqual(['-'])
  })

  test('a token of the environment is given as it is, without a look into the store', async () => {
    const { context, demands, views, read } = world({ givenToken: () => new Secret('ENV') })
    await runToken({ minTtl: undefined, rejected: '-' }, context)
    expect([demands, read, plain(views)]).toEqual([
      [],
      [],
      [{ kind: 'bare-token', accessToken: { secret: 'ENV' }, profile: 'work' }],
    ])
  })

  test('a failure shows nothing', async () => {
    const failure = new AuthError('login_required', 'no')
    const { context, views } = world({ fresh: () => Promise.reject(failure) })
    const options = { minTtl: undefined, rejected: undefined }
    expect(await faultOf(() => runToken(options, context))).toBe(failure)
    expect(views).toEqual([])
  })
})

describe('refresh', () => {
  const ran = (run: (word: string) => Promise<void>) => refreshCommand(() => run('it ran'))

  test('takes no words of its own', async () => {
    expect(await typed(ran, [])).toBe('it ran')
    expect(await misunderstood(refreshCommand, ['x'])).toMatch(/too many arguments/)
    expect(await misunderstood(refreshCommand, ['--min-ttl', '5'])).toMatch(/unknown option/)
  })

  test('renews however fresh the token is, and tells the story instead of the token', async () => {
    const { context, demands, views } = world()
    await runRefresh(context)
    expect(demands).toEqual([['work', { kind: 'renew' }]])
    expect(views).toEqual([
      { kind: 'tokens', told: 'refresh', credential, store: 'keychain', now: 5 },
    ])
  })
})
