import { mkdirSync, symlinkSync } from 'node:fs'
import { join, parse } from 'node:path'
import { describe, expect, test } from 'vitest'
import { crashPoint } from '../../../src/app/crash-point.js'
import { checkpoints, type Reach } from '../../../src/kernel/checkpoint.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { faultOf, freshFolder } from '../store/fixtures.js'

/** A hook in that environment, and what it sent the process. */
function hook(
  env: Readonly<Record<string, string>>,
  folder = freshFolder(),
): { readonly reach: Reach; readonly sent: readonly string[] } {
  const sent: string[] = []
  const kill = (name: string): void => void sent.push(name)
  const raise = (name: string): void => void sent.push(`${name}, at once`)
  const reach = crashPoint({ env, kill, raise }, () => folder)
  return { reach, sent }
}

function at(text: string): Readonly<Record<string, string>> {
  return { NODE_ENV: 'test', OAUTHCTL_CRASH_AT: text }
}

describe('a crash point', () => {
  test.each([
    ['CP5', 'CP5', 'SIGKILL'],
    ['CP0:SIGKILL', 'CP0', 'SIGKILL'],
    ['CP1:SIGINT', 'CP1', 'SIGINT, at once'],
    ['CP2:SIGTERM', 'CP2', 'SIGTERM, at once'],
    ['CP4:SIGHUP', 'CP4', 'SIGHUP, at once'],
    ['CP9:SIGQUIT', 'CP9', 'SIGQUIT, at once'],
    ['CP10:SIGSTOP', 'CP10', 'SIGSTOP'],
  ] as const)('%s: the process gets it at %s, once', (text, place, name) => {
    const { reach, sent } = hook(at(text))
    for (const other of checkpoints) if (other !== place) reach(other)
    expect(sent).toEqual([])
    reach(place)
    reach(place)
    expect(sent).toEqual([name])
  })

  test('may be an exception that nobody foresaw', () => {
    const { reach, sent } = hook(at('CP6:throw'))
    reach('CP5')
    let thrown: unknown
    try {
      reach('CP6')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toEqual(new Error('the crash point CP6'))
    expect(thrown).not.toBeInstanceOf(AuthError)
    expect(sent).toEqual([])
  })

  test.each(['CP11', 'cp5', 'CP', '5', 'CP5:', 'CP5:SIGSEGV', 'CP5:SIGINT:more', 'CP5 '])(
    'that does not exist is told: %j',
    async (text) => {
      const fault = await faultOf(() => hook(at(text)))
      expect([fault.code, fault.message]).toEqual([
        'bad_configuration',
        `OAUTHCTL_CRASH_AT is ${JSON.stringify(text)}`,
      ])
      expect(fault.hint).toContain('CP10, alone or followed by : and one of SIGKILL')
    },
  )
})

describe('nobody crashes by chance', () => {
  const { root } = parse(process.cwd())
  const outside = join(root, 'oauthctl-not-made')

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['without the variable', { NODE_ENV: 'test' }, undefined],
    ['with an empty one', at(''), undefined],
    ['outside of tests', { ...at('CP5'), NODE_ENV: 'production' }, undefined],
    ['without NODE_ENV', { OAUTHCTL_CRASH_AT: 'CP5' }, undefined],
    ['outside of tests, whatever the words', { OAUTHCTL_CRASH_AT: 'nonsense' }, undefined],
    ['with a state folder elsewhere', at('CP5'), outside],
    ['with a state folder elsewhere, whatever the words', at('nonsense'), outside],
    ['with a path that only leads through the temporary folder', at('CP5'), `/tmp/..${outside}`],
  ])('%s', (_what, env, folder) => {
    const { reach, sent } = hook(env, folder)
    for (const place of checkpoints) reach(place)
    expect(sent).toEqual([])
  })

  test('with a link in the temporary folder that leads out of it', () => {
    const link = join(freshFolder(), 'link')
    symlinkSync(root, link)
    const { reach, sent } = hook(at('CP5'), join(link, 'oauthctl-not-made'))
    reach('CP5')
    expect(sent).toEqual([])
  })

  test('and the folders are not even looked for', () => {
    const reach = crashPoint(
      { env: { NODE_ENV: 'test' }, kill: () => undefined, raise: () => undefined },
      () => {
        throw new Error('looked for')
      },
    )
    expect(() => reach('CP5')).not.toThrow()
  })
})

test('a state folder that is not made yet, behind a link, is in the temporary folder all the same', () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'real'))
  symlinkSync(join(folder, 'real'), join(folder, 'link'))
  const { reach, sent } = hook(at('CP5'), join(folder, 'link', 'not', 'made'))
  reach('CP5')
  expect(sent).toEqual(['SIGKILL'])
})
