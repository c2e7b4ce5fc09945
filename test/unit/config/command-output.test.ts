import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { commandOutput } from '../../../src/config/command-output.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { never } from '../../support/fakes.js'
import { faultOf } from '../store/fixtures.js'

const run = (command: string, signal = never): Promise<{ expose: () => string }> =>
  commandOutput(command, 'the subject token', signal)

describe.runIf(process.platform !== 'win32')("a person's command", () => {
  test.each([
    ['printf token', 'token'],
    ['echo token', 'token'],
    [`printf 'token\\r\\n'`, 'token'],
    [`printf ' a\\nb \\n\\n'`, ' a\nb \n'],
    ['printf "%s" "$(echo "to ken")" | tr -d " "', 'token'],
    ['echo noise >&2; echo ö', 'ö'],
  ])('%j gives its stdout without the last line break', async (command, output) => {
    expect((await run(command)).expose()).toBe(output)
  })

  test('finds stdin at its end, so that it cannot wait for somebody to type', async () => {
    expect((await run('cat; echo done')).expose()).toBe('done')
  }, 5_000)

  test.each([
    ['exit 3', 'exit status 3'],
    ['no-such-command-xyz', 'exit status 127'],
    ['kill -9 $$', 'no exit status'],
  ])('%j fails with its status', async (command, status) => {
    const error = await faultOf(() => run(command))
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_configuration',
      `the command that gives the subject token failed: ${status}`,
      'run the command by hand and mend it',
    ])
  })

  test.each(['', 'true', 'echo', 'echo noise >&2'])('%j prints nothing', async (command) => {
    const error = await faultOf(() => run(command))
    expect([error.code, error.message]).toEqual([
      'bad_configuration',
      'the command that gives the subject token printed nothing',
    ])
  })

  test('what it printed is nowhere in the error, nor in its cause', async () => {
    const print = 'printf "out-%s" CANARY; printf "err-%s" CANARY >&2'
    for (const command of [`${print}; exit 1`, `${print}; kill -9 $$`]) {
      const error = await faultOf(() => run(command))
      expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/(out|err)-CANARY/)
    }
  })

  test('more than fits is an error, not half a token', async () => {
    const error = await faultOf(() => run('head -c 300000 /dev/zero | tr "\\\\0" x'))
    expect(error.code).toBe('bad_configuration')
  })

  test('an interruption is told as what it is', async () => {
    const interruption = new AbortController()
    const interrupted = new AuthError('interrupted', 'interrupted')
    const running = faultOf(() => run('exec sleep 30', interruption.signal))
    interruption.abort(interrupted)
    expect(await running).toBe(interrupted)
    expect(await faultOf(() => run('echo token', interruption.signal))).toBe(interrupted)
  }, 5_000)
})
