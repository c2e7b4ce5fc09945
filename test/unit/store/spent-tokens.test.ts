import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { spentTokens } from '../../../src/store/spent-tokens.js'
import { freshFolder } from './fixtures.js'

const token = (text: string): Secret => new Secret(text)

/** The one list there is. */
function listOf(state: string): string {
  return join(state, 'spent', readdirSync(join(state, 'spent'))[0] ?? '')
}

describe('C7: a refresh token that was replaced', () => {
  test('leads every configuration to the folder that holds its successor', async () => {
    const state = join(freshFolder(), 'state')
    await spentTokens(state).add('jane', token('r1'), '/home/jane/one')
    await spentTokens(state).add('jane', token('r2'), '/home/jane/two')
    const { find } = spentTokens(state)
    expect(['r1', 'r2', 'r3'].map((text) => find('jane', token(text)))).toEqual([
      '/home/jane/one',
      '/home/jane/two',
      undefined,
    ])
    expect(find('john', token('r1'))).toBeUndefined()
  })

  test('is remembered with its latest holder, among the newest hundred', async () => {
    const state = join(freshFolder(), 'state')
    const { add, find } = spentTokens(state)
    await add('jane', token('old'), '/old')
    await add('jane', token('again'), '/one')
    for (let count = 0; count < 98; count += 1) await add('jane', token(`r${count}`), '/x')
    await add('jane', token('again'), '/two')
    expect(find('jane', token('old'))).toBe('/old')
    await add('jane', token('newest'), '/x')
    expect([find('jane', token('old')), find('jane', token('again'))]).toEqual([undefined, '/two'])
  })

  test('is nowhere in the list, nor is the name, and the list is 0600 in a folder 0700', async () => {
    const state = join(freshFolder(), 'state')
    await spentTokens(state).add('jane-CANARY', token('token-CANARY'), '/one')
    const path = listOf(state)
    expect(path + readFileSync(path, 'latin1')).not.toContain('CANARY')
    expect([state, join(state, 'spent'), path].map((file) => lstatSync(file).mode & 0o777)).toEqual(
      [0o700, 0o700, 0o600],
    )
  })

  test('is unknown where nothing was ever written, and nothing is made by asking', () => {
    const state = join(freshFolder(), 'state')
    expect(spentTokens(state).find('jane', token('r1'))).toBeUndefined()
    expect(lstatSync(state, { throwIfNoEntry: false })).toBeUndefined()
  })

  const contents = [
    '',
    'not JSON',
    '[]',
    '{}',
    '{"spent":[]}',
    '{"spent":7}',
    '\0'.repeat(99),
    '{"spent":{"a":1}}',
  ]
  test.each(contents)('is unknown while the list is %j, and can be added', async (content) => {
    const state = join(freshFolder(), 'state')
    const { add, find } = spentTokens(state)
    await add('jane', token('r1'), '/one')
    writeFileSync(listOf(state), content)
    expect(find('jane', token('r1'))).toBeUndefined()
    await add('jane', token('r2'), '/two')
    expect(find('jane', token('r2'))).toBe('/two')
  })

  test('leads nowhere when the folder that is told is not an absolute path', async () => {
    const { add, find } = spentTokens(join(freshFolder(), 'state'))
    await add('jane', token('r1'), 'relative')
    expect(find('jane', token('r1'))).toBeUndefined()
  })

  const shapes: Record<string, (state: string) => void> = {
    'the state folder is a file': (state) => writeFileSync(state, ''),
    'the state folder is a link': (state) => symlinkSync('/nowhere/at/all', state),
    'its own folder is a link': (state) => {
      mkdirSync(state)
      symlinkSync(state, join(state, 'spent'))
    },
  }
  test.each(Object.keys(shapes))('is quietly forgotten where %s', async (name) => {
    const state = join(freshFolder(), 'state')
    shapes[name]!(state)
    const { add, find } = spentTokens(state)
    await add('jane', token('r1'), '/one')
    expect(find('jane', token('r1'))).toBeUndefined()
  })
})
