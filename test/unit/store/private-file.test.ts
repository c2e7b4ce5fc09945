import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  readPrivateFile,
  readSecretFile,
  removePrivateFile,
} from '../../../src/store/private-file.js'
import { createPrivateFile, writePrivateFile } from '../../../src/store/write-private-file.js'
import { codeOf, faultOf, freshFolder } from './fixtures.js'
import { buildProgram, canSwitchUser, ended, said, start } from './programs.js'

const mode = (path: string) => lstatSync(path).mode & 0o777

describe('T72: a file', () => {
  test.each([0o000, 0o002, 0o077, 0o777])('is 0600 under umask %o', async (bits) => {
    const folder = freshFolder()
    const before = process.umask(bits)
    try {
      await writePrivateFile(join(folder, 'a'), 'x')
      await createPrivateFile(join(folder, 'b'), 'x')
    } finally {
      process.umask(before)
    }
    expect([mode(join(folder, 'a')), mode(join(folder, 'b'))]).toEqual([0o600, 0o600])
  })

  test('that was made 0644 before is 0600 after writing', async () => {
    const path = join(freshFolder(), 'a')
    writeFileSync(path, 'old')
    chmodSync(path, 0o644)
    await writePrivateFile(path, 'new')
    expect({ mode: mode(path), text: readFileSync(path, 'utf8') }).toEqual({
      mode: 0o600,
      text: 'new',
    })
  })

  test('with a secret in the clear is protected before it is read', () => {
    const path = join(freshFolder(), 'key')
    writeFileSync(path, 'key')
    chmodSync(path, 0o644)
    expect(readSecretFile(path, 10)?.toString()).toBe('key')
    expect(mode(path)).toBe(0o600)
  })

  test('never has rights for others, not for a moment, and is synced before it is renamed', ({
    skip,
  }) => {
    const folder = freshFolder()
    const program = buildProgram(`
      import { writePrivateFile } from './src/store/write-private-file.ts'
      process.umask(0)
      await writePrivateFile(process.argv[2]!, 'content')
    `)
    const log = join(folder, 'strace')
    const calls = 'trace=openat,open,creat,mkdir,rename,renameat,renameat2,fsync,fchmod,chmod,write'
    try {
      execFileSync('strace', ['-f', '-o', log, '-e', calls, process.execPath, program, join(folder, 'a')]) // prettier-ignore
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') skip('no strace')
      throw error
    }
    const lines = readFileSync(log, 'utf8').split('\n')
    const from = lines.findIndex((line) => line.includes('.oauthctl-'))
    const steps = lines.slice(from).flatMap((line) => /(\w+)\(.*= \d+$/.exec(line)?.slice(1) ?? [])
    expect(lines[from]).toMatch(/O_WRONLY\|O_CREAT\|O_EXCL\|O_NOFOLLOW\|O_CLOEXEC, 0600/)
    expect(steps.slice(0, 7)).toEqual([
      'openat',
      'fchmod',
      'write',
      'fsync',
      'rename',
      'openat',
      'fsync',
    ])
  })
})

describe('T73: in place of a file', () => {
  const shapes: Record<string, (path: string, victim: string) => void> = {
    'a link to a file of somebody': (path, victim) => symlinkSync(victim, path),
    'a relative link': (path) => symlinkSync('victim', path),
    'a dangling link': (path) => symlinkSync('/nowhere/at/all', path),
    'a link to itself': (path) => symlinkSync(path, path),
    'a link to a folder': (path) => symlinkSync('/etc', path),
    'a hard link': (path, victim) => linkSync(victim, path),
    'a FIFO': (path) => execFileSync('mkfifo', [path]),
    'a link to a device': (path) => symlinkSync('/dev/zero', path),
  }
  test.each(Object.keys(shapes))('%s is refused at once and stays', async (name) => {
    const folder = freshFolder()
    const victim = join(folder, 'victim')
    writeFileSync(victim, 'victim')
    chmodSync(victim, 0o644)
    const path = join(folder, 'a')
    shapes[name]!(path, victim)
    const before = lstatSync(path)
    expect(await codeOf(() => readPrivateFile(path, 100))).toBe('store_unavailable')
    expect(await codeOf(() => readSecretFile(path, 100))).toBe('store_unavailable')
    expect(await codeOf(() => writePrivateFile(path, 'new'))).toBe('store_unavailable')
    expect({
      ino: lstatSync(path).ino,
      mode: mode(victim),
      text: readFileSync(victim, 'utf8'),
    }).toEqual({ ino: before.ino, mode: 0o644, text: 'victim' })
    expect(readdirSync(folder).sort()).toEqual(['a', 'victim'])
  })

  test('S3: a folder is called damage', async () => {
    const path = join(freshFolder(), 'a')
    mkdirSync(path)
    expect(await codeOf(() => readPrivateFile(path, 100))).toBe('store_damaged')
    expect(await codeOf(() => writePrivateFile(path, 'new'))).toBe('store_damaged')
  })

  test('S3: a file of 1 GiB is called damage without being read', async () => {
    const path = join(freshFolder(), 'a')
    writeFileSync(path, '')
    truncateSync(path, 2 ** 30)
    const before = process.memoryUsage().rss
    expect(await codeOf(() => readPrivateFile(path, 4 * 1024 * 1024))).toBe('store_damaged')
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })

  test.runIf(canSwitchUser)('a file of another user is refused', async () => {
    const path = join(freshFolder(), 'a')
    writeFileSync(path, 'x', { mode: 0o600 })
    chownSync(path, 65534, 65534)
    expect((await faultOf(() => readPrivateFile(path, 100))).message).toContain('another user')
    expect(await codeOf(() => writePrivateFile(path, 'new'))).toBe('store_unavailable')
  })

  test('removing a link removes the link, not what it points to', () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'victim'), 'victim')
    symlinkSync(join(folder, 'victim'), join(folder, 'a'))
    expect(removePrivateFile(join(folder, 'a'))).toBe(true)
    expect(readdirSync(folder)).toEqual(['victim'])
  })
})

test('T74: a path that flips between file and link never leads a write outside', async () => {
  const folder = freshFolder()
  const outside = join(folder, 'outside')
  const inside = join(folder, 'inside')
  mkdirSync(inside)
  writeFileSync(outside, 'untouched')
  const path = join(inside, 'a')
  const swapper = start(
    buildProgram(`
      import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
      const [, , path, outside] = process.argv
      console.log('ready')
      for (let round = 0; round < 10_000; round += 1) {
        try {
          rmSync(path!, { force: true })
          if (round % 2 === 0) symlinkSync(outside!, path!)
          else writeFileSync(path!, 'swapped', { flag: 'wx' })
        } catch {}
      }
    `),
    [path, outside],
  )
  const end = ended(swapper)
  await said(swapper, 'ready')
  for (let round = 0; round < 1_000; round += 1) {
    await writePrivateFile(path, 'ours').catch(() => undefined)
  }
  await end
  expect(readFileSync(outside, 'utf8')).toBe('untouched')
  expect(readdirSync(folder).sort()).toEqual(['inside', 'outside'])
  expect(readdirSync(inside).filter((name) => name !== 'a')).toEqual([])
})

test('a file that is not there reads as nothing and need not be removed', () => {
  const path = join(freshFolder(), 'a')
  expect(readPrivateFile(path, 10)).toBeUndefined()
  expect(removePrivateFile(path)).toBe(false)
})
