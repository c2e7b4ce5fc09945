import { describe, expect, test } from 'vitest'
import { revokeCommand, runRevoke, type RevokeContext } from '../../../src/commands/revoke.js'
import { Secret } from '../../../src/kernel/secret.js'
import { faultOf } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const result = {
  server: 'salesforce',
  host: 'acme.my.salesforce.com',
  token: 'refresh_token',
  outcome: 'revoked',
  marked: true,
  renewal: 'login',
  refreshTokenLeft: false,
} as const

function world() {
  const calls: unknown[] = []
  const views: unknown[] = []
  const context: RevokeContext = {
    profile: () => Promise.resolve('work'),
    token: (place) => {
      calls.push(`read ${place}`)
      return Promise.resolve(new Secret('T1'))
    },
    revoke: (profile, token, kind) => {
      calls.push([profile, token?.expose(), kind])
      return Promise.resolve(result)
    },
    show: (view) => void views.push(view),
  }
  return { context, calls, views }
}

describe('what was typed behind revoke', () => {
  test.each([
    [[], { place: undefined, kind: undefined }],
    [['-'], { place: '-', kind: undefined }],
    [['file', '--token-type-hint', 'access_token'], { place: 'file', kind: 'access_token' }],
  ])('%j', async (words, options) => {
    expect(await typed(revokeCommand, words)).toEqual(options)
  })

  test.each([[['--token-type-hint', 'x']], [['a', 'b']]])('%j is not understood', async (words) => {
    expect(await misunderstood(revokeCommand, words)).not.toBe('')
  })
})

describe('revoke runs', () => {
  test.each([
    [{ place: undefined, kind: undefined }, [['work', undefined, undefined]]],
    [{ place: 'file', kind: 'access_token' }, ['read file', ['work', 'T1', 'access_token']]],
  ] as const)('%j', async (options, calls) => {
    const run = world()
    await runRevoke(options, run.context)
    expect([run.calls, run.views]).toEqual([
      calls,
      [{ kind: 'revoked', profile: 'work', ...result }],
    ])
  })

  test('a token as an argument is refused before anything is read or sent', async () => {
    const { context, calls } = world()
    const options = { place: '5Aep861TSESvWeug_xvFHRBTTbf', kind: undefined }
    const fault = await faultOf(() => runRevoke(options, context))
    expect([fault.code, calls]).toEqual(['secret_on_argv', []])
  })
})
