import { describe, expect, test } from 'vitest'
import {
  introspectCommand,
  runIntrospect,
  type IntrospectContext,
} from '../../../src/commands/introspect.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { faultOf, plain } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

function world(active: boolean) {
  const calls: unknown[] = []
  const views: unknown[] = []
  const context: IntrospectContext = {
    token: (place) => {
      calls.push(`read ${place}`)
      return Promise.resolve(new Secret('T1'))
    },
    introspect: (token, kind) => {
      calls.push(['ask', token?.expose(), kind])
      const document = { active, exp: 9 }
      return Promise.resolve({
        active,
        document,
        expiresAt: epochSeconds(9),
        token: token ?? new Secret('AT1'),
        hint: 'do this',
      })
    },
    now: () => epochSeconds(5),
    show: (view) => void views.push(plain(view)),
  }
  return { context, calls, views }
}

describe('what was typed behind introspect', () => {
  test.each([
    [[], { place: undefined, kind: undefined }],
    [['-'], { place: '-', kind: undefined }],
    [['file', '--token-type-hint', 'refresh_token'], { place: 'file', kind: 'refresh_token' }],
    [['--token-type-hint=access_token'], { place: undefined, kind: 'access_token' }],
  ])('%j', async (words, options) => {
    expect(await typed(introspectCommand, words)).toEqual(options)
  })

  test.each([[['--token-type-hint', 'id_token']], [['a', 'b']], [['--token', 'x']]])(
    '%j is not understood',
    async (words) => {
      expect(await misunderstood(introspectCommand, words)).not.toBe('')
    },
  )
})

describe('introspect runs', () => {
  test.each([
    [{ place: undefined, kind: undefined }, [['ask', undefined, undefined]], 'AT1'],
    [{ place: '-', kind: 'refresh_token' }, ['read -', ['ask', 'T1', 'refresh_token']], 'T1'],
  ] as const)('%j', async (options, calls, token) => {
    const run = world(true)
    await runIntrospect(options, run.context)
    const view = {
      kind: 'introspection',
      active: true,
      document: { active: true, exp: 9 },
      token: { secret: token },
      now: 5,
    }
    expect([run.calls, run.views]).toEqual([calls, [view]])
  })

  test('an inactive token is shown, and is exit status 7 with what to do', async () => {
    const { context, views } = world(false)
    const fault = await faultOf(() => runIntrospect({ place: undefined, kind: undefined }, context))
    expect([fault.exitStatus, fault.message, fault.hint]).toEqual([
      7,
      'the server says that the token is not active',
      'do this',
    ])
    expect(views).toMatchObject([{ kind: 'introspection', active: false }])
  })

  test('a token as an argument is refused before anything is read or asked', async () => {
    const { context, calls } = world(true)
    const options = { place: '00D000000000001!AQ.x', kind: undefined }
    const fault = await faultOf(() => runIntrospect(options, context))
    expect([fault.code, calls]).toEqual(['secret_on_argv', []])
  })
})
