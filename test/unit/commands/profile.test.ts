import { describe, expect, test } from 'vitest'
import { profileCommand, type ProfileContext } from '../../../src/commands/profile.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { Profile } from '../../../src/kernel/profile.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf } from '../store/fixtures.js'
import { misunderstood, quiet } from './typed.js'

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
const changed: Profile = { ...profile, scopes: ['api'] }
const unchanged = {
  clientSecretFile: undefined,
  clientSecretStdin: false,
  scopes: undefined,
  redirectUri: undefined,
  sessionTimeout: undefined,
  rotationReuse: undefined,
}

/** Types words behind `profile` and gives what was done with which profile, and what was shown. */
async function typed(words: readonly string[], change: Partial<ProfileContext> = {}) {
  const calls: unknown[] = []
  const views: View[] = []
  const context: ProfileContext = {
    list: () => Promise.resolve({ profiles: [profile], current: 'work' }),
    find: (name) => {
      calls.push(['find', name])
      return Promise.resolve(profile)
    },
    use: (which) => {
      calls.push(['use', which])
      return Promise.resolve()
    },
    change: (which, changes) => {
      calls.push(['change', which, changes])
      return Promise.resolve(changed)
    },
    remove: (which) => {
      calls.push(['remove', which])
      return Promise.resolve()
    },
    show: (view) => void views.push(view),
    ...change,
  }
  await quiet(profileCommand((act) => act(context))).parseAsync([...words], { from: 'user' })
  return { calls, views }
}

describe('what was typed behind profile, and what it does', () => {
  test.each<[readonly string[], readonly unknown[], View]>([
    [['list'], [], { kind: 'profiles', profiles: [profile], current: 'work' }],
    [['show'], [['find', undefined]], { kind: 'profile', profile, done: 'shown' }],
    [['show', 'work'], [['find', 'work']], { kind: 'profile', profile, done: 'shown' }],
    [
      ['use', 'work'],
      [
        ['find', 'work'],
        ['use', profile],
      ],
      { kind: 'profile', profile, done: 'used' },
    ],
    [
      ['remove', 'work'],
      [
        ['find', 'work'],
        ['remove', profile],
      ],
      { kind: 'profile', profile, done: 'removed' },
    ],
    [
      ['set'],
      [
        ['find', undefined],
        ['change', profile, unchanged],
      ],
      { kind: 'profile', profile: changed, done: 'set' },
    ],
    [
      ['set', 'work', '-s', 'api', '--scope', 'web id', '--redirect-uri', 'http://localhost:1/x'],
      [
        ['find', 'work'],
        [
          'change',
          profile,
          { ...unchanged, scopes: ['api', 'web', 'id'], redirectUri: 'http://localhost:1/x' },
        ],
      ],
      { kind: 'profile', profile: changed, done: 'set' },
    ],
    [
      ['set', '--client-secret-file', 'f', '--session-timeout', '7200', 'work'],
      [
        ['find', 'work'],
        ['change', profile, { ...unchanged, clientSecretFile: 'f', sessionTimeout: 7200 }],
      ],
      { kind: 'profile', profile: changed, done: 'set' },
    ],
    [
      ['set', '--rotation-reuse', 'grace:30'],
      [
        ['find', undefined],
        ['change', profile, { ...unchanged, rotationReuse: { kind: 'grace', seconds: 30 } }],
      ],
      { kind: 'profile', profile: changed, done: 'set' },
    ],
    [
      ['set', '--client-secret-stdin'],
      [
        ['find', undefined],
        ['change', profile, { ...unchanged, clientSecretStdin: true }],
      ],
      { kind: 'profile', profile: changed, done: 'set' },
    ],
  ])('%j', async (words, calls, view) => {
    expect(await typed(words)).toEqual({ calls, views: [view] })
  })

  test.each([
    [['use'], /missing required argument/],
    [['remove'], /missing required argument/],
    [['use', 'a', 'b'], /too many arguments/],
    [['list', 'a'], /too many arguments/],
    [['set', '--session-timeout', 'x'], /It takes a whole number of seconds/],
    [
      ['set', '--rotation-reuse', 'grace'],
      /It takes one of fatal, grace:SECONDS \(1 to 86400\), idempotent, none\./,
    ],
    [['set', '--client-secret', 'x'], /unknown option/],
    [['nope'], /unknown command/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(profileCommand, words)).toMatch(message)
  })
})

describe('a profile that is not there', () => {
  const missing = new AuthError('unknown_profile', 'there is no profile x')

  test.each([[['show', 'x']], [['use', 'x']], [['set', 'x']], [['remove', 'x']]])(
    '%j changes and shows nothing',
    async (words) => {
      const done: string[] = []
      const touched = (name: string) => (): Promise<never> => {
        done.push(name)
        return Promise.reject(new Error('it was touched'))
      }
      const run = typed(words, {
        find: () => Promise.reject(missing),
        use: touched('use'),
        change: touched('change'),
        remove: touched('remove'),
        show: () => void done.push('show'),
      })
      expect(await faultOf(() => run)).toBe(missing)
      expect(done).toEqual([])
    },
  )
})
