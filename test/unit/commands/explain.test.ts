import { describe, expect, test } from 'vitest'
import { explainCommand, runExplain, type ExplainOptions } from '../../../src/commands/explain.js'
import { AuthError } from '../../../src/kernel/errors.js'

const explanation = { error: 'e', meaning: 'It is odd.', causes: ['c'], cures: [{ text: 'do' }] }

async function run(
  typed: Partial<ExplainOptions>,
  stdin?: string,
): Promise<{ readonly asked: readonly string[]; readonly shown: readonly object[] }> {
  const asked: string[] = []
  const shown: object[] = []
  await runExplain(
    { words: [], list: false, ...typed },
    {
      read: () => Promise.resolve(stdin),
      explain: (text) => {
        asked.push(text)
        return Promise.resolve({ explanation, variants: [] })
      },
      everything: () => Promise.resolve({ groups: [], scopes: ['api'] }),
      columns: () => 80,
      show: (view) => shown.push(view),
    },
  )
  return { asked, shown }
}

async function failure(act: Promise<unknown>): Promise<AuthError> {
  const error: unknown = await act.catch((thrown: unknown) => thrown)
  if (error instanceof AuthError) return error
  throw new Error(`no refusal: ${String(error)}`)
}

describe('explain', () => {
  test.each([
    ['a word', { words: ['invalid_grant'] }, undefined, 'invalid_grant'],
    ['several words as one text', { words: ['ip', 'restricted'] }, undefined, 'ip restricted'],
    ['stdin for -', { words: ['-'] }, '{"error":"x"}', '{"error":"x"}'],
    ['stdin without a word', {}, 'error=x', 'error=x'],
  ])('explains %s', async (_, typed, stdin, text) => {
    expect(await run(typed, stdin)).toEqual({
      asked: [text],
      shown: [{ kind: 'explanation', explanation, variants: [], columns: 80 }],
    })
  })

  test('lists everything', async () => {
    expect(await run({ list: true })).toEqual({
      asked: [],
      shown: [{ kind: 'explanations', groups: [], scopes: ['api'], columns: 80 }],
    })
  })

  test.each([
    ['nothing at a terminal', {}, undefined, 'input_required'],
    ['an empty pipe', {}, ' \n', 'input_required'],
    ['a word beside --list', { list: true, words: ['x'] }, undefined, 'usage'],
    [
      'a token as an argument',
      { words: ['00D000000000001!AQcanary'] },
      undefined,
      'secret_on_argv',
    ],
    [
      'a JWT among the words',
      { words: ['x', 'eyJhbGciOiJub25lIn0.eyJ9.canary'] },
      undefined,
      'secret_on_argv',
    ],
  ])('refuses %s', async (_, typed, stdin, code) => {
    const error = await failure(run(typed, stdin))
    expect([error.code, error.exitStatus, error.hint !== undefined]).toEqual([code, 2, true])
    expect(`${error.message} ${error.hint ?? ''}`).not.toContain('canary')
  })

  test.each([
    [[], { words: [], list: false }],
    [['--list'], { words: [], list: true }],
    [['ip', 'restricted'], { words: ['ip', 'restricted'], list: false }],
    [['-'], { words: ['-'], list: false }],
  ])('argv %j is %j', async (argv, options) => {
    const seen: ExplainOptions[] = []
    const command = explainCommand((typed) => {
      seen.push(typed)
      return Promise.resolve()
    })
    await command.parseAsync(argv, { from: 'user' })
    expect(seen).toEqual([options])
  })
})
