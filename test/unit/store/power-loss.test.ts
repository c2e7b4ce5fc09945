import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeCredential } from '../../../src/store/credential-codec.js'
import { describeWith } from '../../support/needs.js'
import { freshFolder, fullCredential, home } from './fixtures.js'
import { buildProgram } from './programs.js'

const putter = `
  import { decodeCredential } from './src/store/credential-codec.ts'
  import { keyFileKeySource } from './src/store/key-source-key-file.ts'
  import { sealedFileStore } from './src/store/sealed-file-store.ts'
  const state = process.argv[2]!
  const store = sealedFileStore(state, keyFileKeySource(state + '/store.key'))
  await store.put(decodeCredential(process.argv[3]!))
`
const names = ['openat', 'fchmod', 'write', 'fsync', '?rename', '?renameat', '?renameat2']

/** One call of the system while a record is replaced. */
interface Call {
  readonly name: string
  /** Which call of that name it is in the thread that makes it, from 1. */
  readonly count: number
  readonly line: string
}

function put(state: string, program: string, strace: readonly string[]) {
  const credential = encodeCredential(fullCredential('work', 'new'))
  const options = ['-f', '-qq', '-y', '-s', '0', '-e', `trace=${names.join(',')}`, ...strace]
  const command = [...options, process.execPath, program, state, credential]
  return spawnSync('strace', command, { encoding: 'utf8' })
}

/** Everything from the making of the new file to the last word to the disk. */
function recordedCalls(state: string, program: string): readonly Call[] {
  const log = join(freshFolder(), 'log')
  expect(put(state, program, ['-o', log]).stderr).toBe('')
  const lines = readFileSync(log, 'utf8').split('\n')
  const thread = lines.find((line) => line.includes('.oauthctl-'))?.split(' ')[0] ?? ''
  const counts = new Map<string, number>()
  const calls = lines.flatMap((line) => {
    const [, by, name] = /^(\d+) +([a-z0-9]+)\(/.exec(line) ?? []
    if (name === undefined || by !== thread) return []
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return [{ name, count, line }]
  })
  const first = calls.findIndex(({ line }) => line.includes('.oauthctl-'))
  return calls.slice(first, calls.findLastIndex(({ name }) => name === 'fsync') + 1)
}

/** What such a call does to the record, for a file system that keeps only what it was told to keep. */
type Step = 'write' | 'sync file' | 'rename' | 'sync folder'

function stepsOf(calls: readonly Call[], folder: string): readonly Step[] {
  return calls.flatMap(({ name, line }): readonly Step[] => {
    if (name === 'write' && line.includes('.oauthctl-')) return ['write']
    if (name === 'fsync') return [line.includes('.oauthctl-') ? 'sync file' : syncOf(line, folder)]
    return name.startsWith('rename') ? ['rename'] : []
  })
}

function syncOf(line: string, folder: string): Step {
  expect(line).toContain(`<${folder}>`)
  return 'sync folder'
}

/** What may be found after the power went when these steps were done, in whatever order they reached the disk. */
function afterPowerLoss(done: readonly Step[]): ReadonlySet<'old' | 'new' | 'torn'> {
  const renamed = done.indexOf('rename')
  const whole = done.lastIndexOf('sync file') > done.lastIndexOf('write')
  if (renamed === -1) return new Set(['old'])
  const kept = done.lastIndexOf('sync folder') > renamed
  return new Set([...(kept ? [] : ['old' as const]), whole ? 'new' : 'torn'])
}

describeWith(['strace'], 'P4: power loss while a record is replaced', () => {
  test('at every call of the system: the record is the old one or the new one, and can be replaced', async () => {
    const program = buildProgram(putter)
    const first = home()
    await first.store.put(fullCredential('work', 'old'))
    const calls = recordedCalls(first.state, program)
    const found: string[] = []
    for (const { name, count } of calls) {
      const { state, store } = home()
      await store.put(fullCredential('work', 'old'))
      const kill = `inject=${name}:signal=KILL:when=${count}`
      const run = put(state, program, ['-o', '/dev/null', '-e', kill])
      expect({ name, signal: run.signal }).toEqual({ name, signal: 'SIGKILL' })
      found.push((await store.get('work'))?.tokens.accessToken.expose() ?? 'neither')
      await store.put(fullCredential('work', 'next'))
      expect((await store.get('work'))?.tokens.accessToken.expose()).toBe('next')
    }
    expect([...new Set(found)]).toEqual(['old', 'new'])
    expect(calls.map(({ name }) => name).filter((name) => name === 'fsync')).toHaveLength(2)
  })

  test('in whatever order the disk took what it was not told to keep: never a torn record', async () => {
    const of = home()
    await of.store.put(fullCredential('work', 'old'))
    const calls = recordedCalls(of.state, buildProgram(putter))
    const steps = stepsOf(calls, join(of.state, 'credentials'))
    const outcomes = steps.map((_, index) => [...afterPowerLoss(steps.slice(0, index + 1))])
    expect(outcomes.flat()).not.toContain('torn')
    expect(outcomes.at(-1)).toEqual(['new'])
  })

  test('would be seen: a record that is renamed before it is kept, or whose name is not kept', () => {
    expect([...afterPowerLoss(['write', 'rename', 'sync folder'])]).toEqual(['torn'])
    expect([...afterPowerLoss(['write', 'sync file', 'write', 'rename'])]).toContain('torn')
    expect([...afterPowerLoss(['write', 'sync file', 'rename'])]).toContain('old')
  })
})
