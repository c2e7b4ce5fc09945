import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  fstatSync,
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
import { loadTryLock } from '../../../src/store/try-lock.js'
import { crowdPauseMs, frontPauseMs } from '../../../src/store/wait-for-lock.js'
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
  return join(
    folder,
    'locks',
    readdirSync(join(folder, 'locks')).find((name) => name.endsWith('.lock')) ?? '',
  )
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

describe('what ends the waiting for a lock', () => {
  const reason = new Error('the person gave up')
  const never = (): Promise<never> => Promise.reject(new Error('the section ran'))
  /** Always held by somebody else, and says how often it was tried. */
  // There is always a place in front.
  const held = (tries: { count: number }) => () => (_descriptor: number, place?: number) => {
    if (place === undefined) tries.count += 1
    return place !== undefined
  }

  test('a signal that has fired: nothing is tried', async () => {
    const tries = { count: 0 }
    const withLock = kernelLock(state(), { load: held(tries) })
    const wait = { signal: AbortSignal.abort(reason) }
    await expect(withLock('refresh', never, wait)).rejects.toBe(reason)
    expect(tries.count).toBe(0)
  })

  test('a signal between two tries', async () => {
    const abort = new AbortController()
    const withLock = kernelLock(state(), { load: held({ count: 0 }) })
    const waiting = withLock('refresh', never, { signal: abort.signal })
    setImmediate(() => abort.abort(reason))
    await expect(waiting).rejects.toBe(reason)
  })

  test('a signal while another caller of this process has the lock, and the next one still works', async () => {
    const withLock = kernelLock(state())
    const abort = new AbortController()
    const next = await withLock('refresh', async () => {
      const waiting = withLock('refresh', never, { signal: abort.signal })
      const after = withLock('refresh', () => Promise.resolve(2))
      abort.abort(reason)
      await expect(waiting).rejects.toBe(reason)
      return { after }
    })
    expect(await next.after).toBe(2)
  })

  test('a signal while it is asked whether the lock is still wanted', async () => {
    const abort = new AbortController()
    const withLock = kernelLock(state(), { load: held({ count: 0 }) })
    const meanwhile = (): Promise<undefined> => {
      abort.abort(reason)
      return new Promise(() => undefined)
    }
    await expect(withLock('refresh', never, { signal: abort.signal, meanwhile })).rejects.toBe(
      reason,
    )
  })

  test('not a signal that fires when the section has begun', async () => {
    const abort = new AbortController()
    const section = (): Promise<number> => {
      abort.abort(reason)
      return new Promise((resolve) => setImmediate(() => resolve(7)))
    }
    expect(await kernelLock(state())('refresh', section, { signal: abort.signal })).toBe(7)
  })

  test('something better, which is asked for before each try', async () => {
    const tries = { count: 0 }
    const withLock = kernelLock(state(), { load: held(tries) })
    const triesWhenAsked: number[] = []
    const meanwhile = (): Promise<string | undefined> => {
      triesWhenAsked.push(tries.count)
      return Promise.resolve(tries.count < 3 ? undefined : 'renewed by another')
    }
    expect(await withLock<string>('refresh', never, { meanwhile })).toBe('renewed by another')
    expect(triesWhenAsked).toEqual([0, 1, 2, 3])
  })

  test('a failure to ask for it, and the lock is free for the next', async () => {
    let free = false
    const withLock = kernelLock(state(), { load: () => () => free })
    const meanwhile = (): Promise<never> => Promise.reject(reason)
    await expect(withLock('refresh', never, { meanwhile })).rejects.toBe(reason)
    free = true
    expect(await withLock('refresh', () => Promise.resolve(1))).toBe(1)
  })

  test('it is asked for once when the lock is free, and never under it', async () => {
    let asked = 0
    const meanwhile = (): Promise<undefined> => {
      asked += 1
      return Promise.resolve(undefined)
    }
    const section = (): Promise<number> => Promise.resolve(asked)
    expect(await kernelLock(state())('refresh', section, { meanwhile })).toBe(1)
    expect(asked).toBe(1)
  })

  test('C6: of many callers of one process, all get what one waits for', async () => {
    const tries = { count: 0 }
    const withLock = kernelLock(state(), { load: held(tries) })
    const meanwhile = (): Promise<number | undefined> =>
      Promise.resolve(tries.count < 3 ? undefined : 7)
    const all = Array.from({ length: 100 }, () => withLock<number>('refresh', never, { meanwhile }))
    expect(await Promise.all(all)).toEqual(Array.from({ length: 100 }, () => 7))
  })
})

test('C4: however long it was waited, a freed lock is tried again within 90 ms', () => {
  for (let tries = 0; tries < 2_000; tries += 1) {
    expect(frontPauseMs(tries)).toBeGreaterThanOrEqual(tries < 6 ? 5 : 40)
    expect(frontPauseMs(tries)).toBeLessThanOrEqual(tries === 0 ? 25 : 90)
  }
})

test('a crowd behind those in front looks once a second at least', () => {
  for (let count = 0; count < 2_000; count += 1) {
    expect(crowdPauseMs()).toBeGreaterThanOrEqual(300)
    expect(crowdPauseMs()).toBeLessThanOrEqual(1000)
  }
})

test('C4: a crowd gets a lock that is free also where those in front are stopped', async () => {
  let tries = 0
  const load = () => (_descriptor: number, place?: number) => {
    if (place === undefined) tries += 1
    return place === undefined && tries > 2
  }
  const meanwhile = (): Promise<undefined> => Promise.resolve(undefined)
  const withLock = kernelLock(state(), { load })
  expect(await withLock('refresh', () => Promise.resolve(tries), { meanwhile })).toBe(3)
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

  test('P5: a holder that is stopped keeps its lock, and goes on when it is continued', async () => {
    const folder = state()
    const other = start(buildProgram(holder), [folder, '2000'])
    const end = ended(other)
    await said(other, 'held')
    other.kill('SIGSTOP')
    const waiting = kernelLock(folder, { deadlineMs: 700 })
    const fault = await faultOf(() => waiting('refresh', () => Promise.resolve()))
    expect(fault.code).toBe('timeout')
    other.kill('SIGCONT')
    expect(await kernelLock(folder)('refresh', () => Promise.resolve(1))).toBe(1)
    expect(await end).toMatchObject({ status: 0 })
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
  const load = () => (_descriptor: number, place?: number) => {
    if (place === undefined) calls += 1
    if (calls === 1 && place === undefined) renameSync(path, `${path}.old`)
    return true
  }
  await kernelLock(folder, { load })('refresh', () => Promise.resolve())
  expect(calls).toBe(2)
})

test('S14: a lock file that is replaced while it is waited for makes no second holder', async () => {
  const folder = state()
  const path = await lockFile(folder)
  let inside = 0
  let most = 0
  const section = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise(setImmediate)
    inside -= 1
  }
  // The lock of the kernel, after tries that fail: the file is replaced between two of them.
  const tryLock = loadTryLock()
  let tries = 0
  const opened: number[] = []
  const load = () => (descriptor: number, place?: number) => {
    if (place !== undefined) return tryLock(descriptor, place)
    tries += 1
    opened.push(fstatSync(descriptor).ino)
    if (tries < 3) return false
    return tryLock(descriptor)
  }
  const replaced = lstatSync(path).ino
  const waiting = kernelLock(folder, { load })('refresh', section, {
    meanwhile: () => {
      if (tries === 2) {
        renameSync(path, `${path}.old`)
        writeFileSync(path, '', { mode: 0o600 })
      }
      return Promise.resolve(undefined)
    },
  })
  await waiting
  expect(opened).toEqual([replaced, replaced, replaced, lstatSync(path).ino])
  expect(most).toBe(1)
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
    readdirSync(join(folder, 'locks')).every((name) => /^[0-9a-f]{64}\.(?:lock|front)$/.test(name)),
  ).toBe(true)
})
