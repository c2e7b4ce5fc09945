import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kernelLock } from '../../../src/store/lock.js'
import { faultOf, freshFolder } from './fixtures.js'
import { buildProgram, ended, said, start } from './programs.js'

const holder = `
  import { kernelLock } from './src/store/lock.ts'
  await kernelLock(process.argv[2]!)('refresh', async () => {
    console.log('held')
    await new Promise((resolve) => setTimeout(resolve, Number(process.argv[3])))
  })
`

function state(): string {
  return join(freshFolder(), 'state')
}

/** Makes the lock file and says where it is. */
async function lockFile(folder: string): Promise<string> {
  await kernelLock(folder)('refresh', () => Promise.resolve())
  return join(folder, 'locks', readdirSync(join(folder, 'locks'))[0] ?? '')
}

describe('a section under a lock', () => {
  test('gives its result, or its failure, and frees the lock', async () => {
    const withLock = kernelLock(state(), { deadlineMs: 200 })
    expect(await withLock('refresh', () => Promise.resolve(7))).toBe(7)
    const bad = new Error('bad')
    await expect(withLock('refresh', () => Promise.reject(bad))).rejects.toBe(bad)
    expect(await withLock('refresh', () => Promise.resolve(8))).toBe(8)
  })

  test('C6: never overlaps another of the same name in this process, in the order of the calls', async () => {
    const folder = state()
    const seen: number[] = []
    let inside = 0
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        kernelLock(folder)('refresh', async () => {
          inside += 1
          expect(inside).toBe(1)
          await new Promise(setImmediate)
          seen.push(index)
          inside -= 1
        }),
      ),
    )
    expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => index))
  })

  test('does not wait for another name', async () => {
    const withLock = kernelLock(state(), { deadlineMs: 200 })
    expect(await withLock('a', () => withLock('b', () => Promise.resolve('both')))).toBe('both')
  })

  test('fails with a timeout when its turn does not come, and the next one still works', async () => {
    const withLock = kernelLock(state(), { deadlineMs: 100 })
    const late = await withLock('refresh', () =>
      faultOf(() => withLock('refresh', () => Promise.resolve())),
    )
    expect({ code: late.code, status: late.exitStatus, retry: late.retryable }).toEqual({
      code: 'timeout',
      status: 6,
      retry: true,
    })
    expect(await withLock('refresh', () => Promise.resolve(1))).toBe(1)
  })
})

describe('between processes', () => {
  test('a lock keeps the other out until it is freed', async () => {
    const folder = state()
    const other = start(buildProgram(holder), [folder, '400'])
    const end = ended(other)
    await said(other, 'held')
    const begin = performance.now()
    const fault = await faultOf(() =>
      kernelLock(folder, { deadlineMs: 100 })('refresh', () => Promise.resolve()),
    )
    expect(fault.code).toBe('timeout')
    expect(fault.message).toContain(join(folder, 'locks'))
    await kernelLock(folder)('refresh', () => Promise.resolve())
    expect(performance.now() - begin).toBeGreaterThan(150)
    expect(await end).toMatchObject({ status: 0 })
  })

  test('C4: the lock of a killed holder is free at once', async () => {
    const folder = state()
    const other = start(buildProgram(holder), [folder, '60000'])
    const end = ended(other)
    await said(other, 'held')
    const waiting = kernelLock(folder)('refresh', () => Promise.resolve(performance.now()))
    other.kill('SIGKILL')
    const killed = performance.now()
    expect((await waiting) - killed).toBeLessThan(500)
    await end
  })

  test('twelve processes add to one number without losing any', async () => {
    const folder = state()
    const number = join(freshFolder(), 'number')
    writeFileSync(number, '0')
    const program = buildProgram(`
      import { readFileSync, writeFileSync } from 'node:fs'
      import { kernelLock } from './src/store/lock.ts'
      for (let round = 0; round < 20; round += 1) {
        await kernelLock(process.argv[2]!)('refresh', async () => {
          const value = Number(readFileSync(process.argv[3]!, 'utf8'))
          await new Promise(setImmediate)
          writeFileSync(process.argv[3]!, String(value + 1))
        })
      }
    `)
    const runs = await Promise.all(
      Array.from({ length: 12 }, () => ended(start(program, [folder, number]))),
    )
    expect(runs.map(({ stderr }) => stderr).join('')).toBe('')
    expect(readFileSync(number, 'utf8')).toBe('240')
  })
})

describe('T86: what is in or at a lock file', () => {
  const contents = [
    '',
    '1',
    '0',
    '-1',
    String(process.pid),
    '999999999',
    '{"pid":1}',
    '\0'.repeat(64),
  ]
  test.each(contents)('the content %j is never believed', async (content) => {
    const folder = state()
    writeFileSync(await lockFile(folder), content)
    expect(await kernelLock(folder)('refresh', () => Promise.resolve(1))).toBe(1)
    expect(readFileSync(await lockFile(folder), 'utf8')).toBe(content)
  })

  test('1 GiB of it is not read', async () => {
    const folder = state()
    truncateSync(await lockFile(folder), 2 ** 30)
    expect(await kernelLock(folder)('refresh', () => Promise.resolve(1))).toBe(1)
  })

  const shapes: Record<string, (path: string) => void> = {
    'a link': (path) => symlinkSync('/etc/passwd', path),
    'a dangling link': (path) => symlinkSync('/nowhere/at/all', path),
    'a FIFO': (path) => execFileSync('mkfifo', [path]),
    'a folder': (path) => mkdirSync(path),
    'a hard link': (path) => linkSync(`${path}.old`, path),
  }
  test.each(Object.keys(shapes))(
    '%s is refused at once and the section does not run',
    async (name) => {
      const folder = state()
      const path = await lockFile(folder)
      renameSync(path, `${path}.old`)
      shapes[name]!(path)
      let ran = false
      const fault = await faultOf(() =>
        kernelLock(folder)('refresh', () => {
          ran = true
          return Promise.resolve()
        }),
      )
      expect({ status: fault.exitStatus, ran }).toEqual({ status: 8, ran: false })
      expect(fault.message).toContain(path)
    },
  )

  test('a file that was replaced while it was locked keeps nobody out of the new one, once', async () => {
    const folder = state()
    const path = await lockFile(folder)
    await kernelLock(folder)('refresh', async () => {
      renameSync(path, `${path}.old`)
      const other = start(buildProgram(holder), [folder, '0'])
      expect(await ended(other)).toMatchObject({ status: 0 })
    })
  })
})

test('S14: a lock on a file that was replaced before it was locked does not count', async () => {
  const folder = state()
  const path = await lockFile(folder)
  let calls = 0
  const load = () => () => {
    calls += 1
    if (calls === 1) renameSync(path, `${path}.old`)
    return true
  }
  await kernelLock(folder, { load })('refresh', () => Promise.resolve())
  expect(calls).toBe(2)
})

test('T72: the lock folder is 0700 and its files 0600, whatever they were', async () => {
  const folder = state()
  const path = await lockFile(folder)
  chmodSync(path, 0o666)
  await lockFile(folder)
  expect(lstatSync(path).mode & 0o777).toBe(0o600)
  expect(lstatSync(join(folder, 'locks')).mode & 0o777).toBe(0o700)
})

test('T77: a name never leaves the lock folder', async () => {
  const folder = state()
  for (const name of ['../../x', '/abs', 'CON', 'a:b', '\0', 'x'.repeat(4096)]) {
    await kernelLock(folder)(name, () => Promise.resolve())
  }
  expect(readdirSync(folder)).toEqual(['locks'])
  expect(
    readdirSync(join(folder, 'locks')).every((name) => /^[0-9a-f]{64}\.lock$/.test(name)),
  ).toBe(true)
})
