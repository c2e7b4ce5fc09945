import { describe, expect, test } from 'vitest'
import {
  pkceVerifyCommand,
  runPkceVerify,
  type PkceVerifyContext,
} from '../../../src/commands/pkce-verify.js'
import { Secret } from '../../../src/kernel/secret.js'
import { faultOf } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

function world(change: Partial<PkceVerifyContext> = {}) {
  const views: unknown[] = []
  const context: PkceVerifyContext = {
    verifier: (place) => Promise.resolve(new Secret(`from ${place ?? 'stdin'}`)),
    mismatch: () => undefined,
    warnings: () => [],
    show: (view) => void views.push(view),
    ...change,
  }
  return { context, views }
}

describe('what was typed behind pkce verify', () => {
  test.each([
    [['E9'], { challenge: 'E9', place: undefined }],
    [['E9', '-'], { challenge: 'E9', place: '-' }],
    [['--', '-E9', 'file'], { challenge: '-E9', place: 'file' }],
  ])('%j', async (words, options) => {
    expect(await typed(pkceVerifyCommand, words)).toEqual(options)
  })

  test.each([[[]], [['a', 'b', 'c']], [['a', '--verifier', 'b']]])(
    '%j is not understood',
    async (words) => {
      expect(await misunderstood(pkceVerifyCommand, words)).not.toBe('')
    },
  )
})

describe('pkce verify runs', () => {
  const options = { challenge: 'E9', place: 'file' }

  test('a match is shown with what servers may refuse all the same', async () => {
    const compared: string[] = []
    const { context, views } = world({
      mismatch: (verifier, challenge) => {
        compared.push(verifier.expose(), challenge)
        return undefined
      },
      warnings: () => ['it has a ~'],
    })
    await runPkceVerify(options, context)
    expect([compared, views]).toEqual([
      ['from file', 'E9'],
      [{ kind: 'pkce-match', warnings: ['it has a ~'] }],
    ])
  })

  test('a mismatch is exit status 7 that tells the mistake and its cure; nothing goes to stdout', async () => {
    const { context, views } = world({
      mismatch: () => ({ reason: 'it is padded', cure: 'cut the =' }),
      warnings: () => ['it has a ~'],
    })
    const fault = await faultOf(() => runPkceVerify(options, context))
    expect([fault.exitStatus, fault.message, fault.hint, views]).toEqual([
      7,
      'the challenge does not fit the verifier: it is padded; it has a ~',
      'cut the =',
      [],
    ])
  })

  test('a verifier as an argument is refused', async () => {
    const place = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const fault = await faultOf(() => runPkceVerify({ challenge: 'E9', place }, world().context))
    expect(fault.code).toBe('secret_on_argv')
  })
})
