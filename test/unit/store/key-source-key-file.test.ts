import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs' // prettier-ignore
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keyFileKeySource } from '../../../src/store/key-source-key-file.js'
import { temporaryPath } from '../../../src/store/temporary-file.js'
import { codeOf, faultOf, freshFolder } from './fixtures.js'
import { buildProgram, ended, start } from './programs.js'

const aKey = Buffer.alloc(32, 9).toString('base64url')

test('the key file is made 0600 at first use and then stays', async () => {
  const path = join(freshFolder(), 'new', 'store.key')
  const first = await keyFileKeySource(path).keyForWriting()
  expect(readFileSync(path, 'utf8')).toMatch(/^[\w-]{43}\n$/)
  expect(lstatSync(path).mode & 0o777).toBe(0o600)
  expect(first).toEqual({ key: await keyFileKeySource(path).keyForReading({}), parameters: {} })
  expect(await keyFileKeySource(path).keyForWriting()).toEqual(first)
})

test('proving makes the key, so that nothing is left to fail at the end of a login', async () => {
  const path = join(freshFolder(), 'store.key')
  await keyFileKeySource(path).prove()
  expect(readFileSync(path, 'utf8')).toHaveLength(44)
})

test('reading never makes a key', async () => {
  const path = join(freshFolder(), 'store.key')
  const fault = await faultOf(() => keyFileKeySource(path).keyForReading({}))
  expect({ code: fault.code, names: fault.message.includes(path) }).toEqual({
    code: 'store_unavailable',
    names: true,
  })
  expect(fault.hint).toContain('OAUTHCTL_STORE_KEY_FILE')
  expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined()
})

test.each([aKey, `${aKey}\n`, `${aKey}\r\n`, ` ${aKey} \n`])(
  'a key that a person wrote is taken: %j',
  async (text) => {
    const path = join(freshFolder(), 'store.key')
    writeFileSync(path, text, { mode: 0o600 })
    expect(Buffer.from((await keyFileKeySource(path).keyForWriting()).key)).toEqual(
      Buffer.alloc(32, 9),
    )
  },
)

test.each([
  '',
  '\n',
  aKey.slice(1),
  `${aKey}A`,
  `${aKey}=`,
  `${aKey.slice(0, 42)}B`,
  'x'.repeat(2000),
])('anything else is refused and left alone: %j', async (text) => {
  const path = join(freshFolder(), 'store.key')
  writeFileSync(path, text, { mode: 0o600 })
  for (const run of [
    () => keyFileKeySource(path).keyForWriting(),
    () => keyFileKeySource(path).keyForReading({}),
    () => keyFileKeySource(path).prove(),
  ]) {
    const fault = await faultOf(run)
    expect(fault.code).toBe('store_damaged')
    expect(fault.message).toContain(path)
  }
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('T72: a key that others could read is protected', async () => {
  const path = join(freshFolder(), 'store.key')
  writeFileSync(path, aKey)
  chmodSync(path, 0o664)
  await keyFileKeySource(path).keyForReading({})
  expect(lstatSync(path).mode & 0o777).toBe(0o600)
})

describe('T73: the key file', () => {
  test('is refused as a link', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'real'), aKey, { mode: 0o600 })
    symlinkSync('real', join(folder, 'store.key'))
    const source = keyFileKeySource(join(folder, 'store.key'))
    expect(await codeOf(() => source.keyForReading({}))).toBe('store_unavailable')
    expect(await codeOf(() => source.keyForWriting())).toBe('store_unavailable')
  })

  test('is refused with a second name', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'store.key'), aKey, { mode: 0o600 })
    linkSync(join(folder, 'store.key'), join(folder, 'twin'))
    const source = keyFileKeySource(join(folder, 'store.key'))
    expect(await codeOf(() => source.keyForReading({}))).toBe('store_unavailable')
    expect(readdirSync(folder).sort()).toEqual(['store.key', 'twin'])
  })

  test('is healed when its maker was killed between the link and the removal', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'store.key'), aKey, { mode: 0o600 })
    linkSync(join(folder, 'store.key'), temporaryPath(folder))
    await keyFileKeySource(join(folder, 'store.key')).keyForReading({})
    expect(readdirSync(folder)).toEqual(['store.key'])
  })
})

test('T75: a key file is not made where others could swap it', async () => {
  const folder = join(freshFolder(), 'lax')
  mkdirSync(folder)
  chmodSync(folder, 0o777)
  const source = keyFileKeySource(join(folder, 'store.key'))
  expect(await codeOf(() => source.keyForWriting())).toBe('store_unavailable')
  expect(readdirSync(folder)).toEqual([])
})

test('ten processes that start at once share one key', async () => {
  const folder = freshFolder()
  const path = join(folder, 'state', 'store.key')
  const program = buildProgram(`
    import { keyFileKeySource } from './src/store/key-source-key-file.ts'
    while (Date.now() < Number(process.argv[3])) {}
    const { key } = await keyFileKeySource(process.argv[2]!).keyForWriting()
    console.log(Buffer.from(key).toString('base64url'))
  `)
  const go = String(Date.now() + 1_500)
  const runs = await Promise.all(
    Array.from({ length: 10 }, () => ended(start(program, [path, go]))),
  )
  expect(runs.map(({ stderr }) => stderr).join('')).toBe('')
  expect(new Set(runs.map(({ stdout }) => stdout))).toEqual(new Set([readFileSync(path, 'utf8')]))
  expect(readdirSync(join(folder, 'state'))).toEqual(['store.key'])
})
