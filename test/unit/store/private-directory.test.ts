import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  ensurePrivateDirectory,
  ensureTrustedDirectory,
  hasPrivateDirectory,
} from '../../../src/store/private-directory.js'
import { codeOf, faultOf, freshFolder } from './fixtures.js'
import { buildProgram, canSwitchUser, runAsNobody } from './programs.js'

const mode = (path: string) => lstatSync(path).mode & 0o7777

function folder(path: string, bits: number): string {
  mkdirSync(path, { recursive: true })
  chmodSync(path, bits)
  return path
}

describe('T72: the store folder', () => {
  test.each([0o000, 0o002, 0o077, 0o777])('is 0700 under umask %o', (bits) => {
    const path = join(freshFolder(), 'a', 'b', 'state')
    const before = process.umask(bits)
    try {
      ensurePrivateDirectory(path)
    } finally {
      process.umask(before)
    }
    expect([path, join(path, '..'), join(path, '..', '..')].map(mode)).toEqual([
      0o700, 0o700, 0o700,
    ])
  })

  test.each([0o755, 0o777, 0o1777, 0o750])('that was made %o before is repaired', (bits) => {
    const path = folder(join(freshFolder(), 'state'), bits)
    ensurePrivateDirectory(path)
    expect(mode(path) & 0o777).toBe(0o700)
  })

  test('S2: that its owner made read-only stays so', () => {
    const path = folder(join(freshFolder(), 'state'), 0o500)
    ensurePrivateDirectory(path)
    expect(mode(path) & 0o777).toBe(0o500)
  })

  test('is left as it is by reading', () => {
    const root = folder(join(freshFolder(), 'state'), 0o755)
    folder(join(root, 'credentials'), 0o755)
    expect(hasPrivateDirectory(root, 'credentials')).toBe(true)
    expect(mode(root)).toBe(0o755)
  })

  test('is not made by reading', () => {
    const root = join(freshFolder(), 'state')
    expect(hasPrivateDirectory(root, 'credentials')).toBe(false)
    expect(lstatSync(root, { throwIfNoEntry: false })).toBeUndefined()
  })
})

describe('T73: in place of the store folder', () => {
  const shapes: Record<string, (path: string, victim: string) => void> = {
    'a link to a folder of somebody': (path, victim) => symlinkSync(victim, path),
    'a dangling link': (path, victim) => symlinkSync(join(victim, 'nothing'), path),
    'a link to itself': (path) => symlinkSync(path, path),
    'a plain file': (path) => writeFileSync(path, 'x'),
  }
  test.each(Object.keys(shapes))('%s is refused and nothing is changed', async (name) => {
    const base = freshFolder()
    const victim = folder(join(base, 'victim'), 0o755)
    const path = join(base, 'state')
    shapes[name]!(path, victim)
    const before = lstatSync(path)
    const fault = await faultOf(() => ensurePrivateDirectory(path))
    expect({ code: fault.code, named: fault.message.includes(path) }).toEqual({
      code: 'store_unavailable',
      named: true,
    })
    expect(await codeOf(() => hasPrivateDirectory(path, 'credentials'))).toBe('store_unavailable')
    expect(await codeOf(() => hasPrivateDirectory(base, 'state'))).toBe('store_unavailable')
    expect({ mode: lstatSync(path).mode, victim: mode(victim) }).toEqual({
      mode: before.mode,
      victim: 0o755,
    })
  })

  test.runIf(canSwitchUser)('a folder of another user is refused', async () => {
    const path = folder(join(freshFolder(), 'state'), 0o700)
    chownSync(path, 65534, 65534)
    expect((await faultOf(() => ensurePrivateDirectory(path))).message).toContain('another user')
    expect(await codeOf(() => hasPrivateDirectory(path, 'x'))).toBe('store_unavailable')
  })
})

describe('T75: above the store folder', () => {
  test.each([0o777, 0o775, 0o757, 0o722])('a folder of mode %o is refused', async (bits) => {
    const parent = folder(join(freshFolder(), 'parent'), bits)
    for (const path of [join(parent, 'state'), join(parent, 'deeper', 'state')]) {
      const fault = await faultOf(() => ensurePrivateDirectory(path))
      expect(fault.code).toBe('store_unavailable')
      expect(fault.message).toContain(parent)
      expect(fault.hint).toContain(`chmod go-w ${parent}`)
    }
  })

  test.each([0o1777, 0o755, 0o700])('a folder of mode %o is accepted', (bits) => {
    const parent = folder(join(freshFolder(), 'parent'), bits)
    ensurePrivateDirectory(join(parent, 'state'))
    expect(mode(parent)).toBe(bits)
  })

  test('a lax folder far above is found, also behind a link', async () => {
    const base = freshFolder()
    const lax = folder(join(base, 'lax'), 0o777)
    folder(join(lax, 'inner'), 0o700)
    symlinkSync(join(lax, 'inner'), join(base, 'link'))
    expect((await faultOf(() => ensurePrivateDirectory(join(base, 'link', 'state')))).message).toBe(
      `the folder ${lax} above the store can be changed by other users`,
    )
  })

  test('a link of ours to a good folder is followed: a home may be a link', () => {
    const base = freshFolder()
    folder(join(base, 'home'), 0o755)
    symlinkSync(join(base, 'home'), join(base, 'link'))
    ensurePrivateDirectory(join(base, 'link', 'state'))
    expect(mode(join(base, 'home', 'state'))).toBe(0o700)
  })

  test.runIf(canSwitchUser)('a folder or link of another user is refused', async () => {
    const base = freshFolder()
    const foreign = folder(join(base, 'foreign'), 0o755)
    chownSync(foreign, 65534, 65534)
    expect(await codeOf(() => ensurePrivateDirectory(join(foreign, 'state')))).toBe(
      'store_unavailable',
    )
    expect(await codeOf(() => ensureTrustedDirectory(foreign))).toBe('store_unavailable')
  })

  test.runIf(canSwitchUser)('the folders of root are good for everybody', async () => {
    const base = mkdtempSync(join(tmpdir(), 'oauthctl-store-'))
    onTestFinished(() => rmSync(base, { recursive: true }))
    chmodSync(base, 0o755)
    const home = folder(join(base, 'home'), 0o755)
    chownSync(home, 65534, 65534)
    const program = buildProgram(`
      import { ensurePrivateDirectory } from './src/store/private-directory.ts'
      process.umask(0o777)
      ensurePrivateDirectory(process.argv[2]!)
      ensurePrivateDirectory(process.argv[2]!)
    `)
    expect(await runAsNobody(program, [join(home, 'a', 'state')])).toMatchObject({ status: 0 })
    expect(mode(join(home, 'a', 'state'))).toBe(0o700)
  })
})

test('a path that is not absolute never makes a store in the current folder', async () => {
  for (const path of ['', 'state', './state']) {
    const fault = await faultOf(() => ensurePrivateDirectory(path))
    expect(fault.message).toContain('not absolute')
  }
})

test('a file in the way of the path is named', async () => {
  const base = freshFolder()
  writeFileSync(join(base, 'file'), '')
  const fault = await faultOf(() => ensurePrivateDirectory(join(base, 'file', 'state')))
  expect(fault.message).toContain('a part of the path is not a folder')
})
