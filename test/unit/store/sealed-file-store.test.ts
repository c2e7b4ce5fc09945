import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { encodeCredential } from '../../../src/store/credential-codec.js'
import { keyFileKeySource } from '../../../src/store/key-source-key-file.js'
import { passphraseKeySource } from '../../../src/store/key-source-passphrase.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { seal } from '../../../src/store/seal.js'
import { sealedFileStore } from '../../../src/store/sealed-file-store.js'
import { codeOf, faultOf, freshFolder, fullCredential, home, plain } from './fixtures.js'
import { buildProgram, canSwitchUser, runAsNobody } from './programs.js'

function everyFile(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  )
}

test('T72: every folder is 0700 and every file 0600, nothing else is there', async () => {
  const { state, store, path } = home()
  await store.put(fullCredential('a'))
  await store.put(fullCredential('b'))
  const modes = everyFile(state).map((file) => [file, lstatSync(file).mode & 0o777])
  expect(Object.fromEntries(modes)).toEqual({
    [join(state, 'credentials')]: 0o700,
    [path('a')]: 0o600,
    [path('b')]: 0o600,
    [join(state, 'store.key')]: 0o600,
  })
  expect(lstatSync(state).mode & 0o777).toBe(0o700)
})

test('T72: a lax folder is repaired before anything is written', async () => {
  const { state, store } = home()
  mkdirSync(join(state, 'credentials'), { recursive: true })
  for (const folder of [state, join(state, 'credentials')]) chmodSync(folder, 0o755)
  await store.put(fullCredential())
  expect([state, join(state, 'credentials')].map((path) => lstatSync(path).mode & 0o777)).toEqual([
    0o700, 0o700,
  ])
})

test('T83: no secret is anywhere on the disk in the clear', async () => {
  const { state, store } = home()
  await store.put(fullCredential())
  const files = everyFile(state).filter((file) => lstatSync(file).isFile())
  const texts = files.map((file) => readFileSync(file, 'latin1'))
  const decoded = texts.flatMap((text) => text.split('.')).map((part) => atobSafe(part))
  expect([...texts, ...decoded].filter((text) => text.includes('CANARY'))).toEqual([])
})

function atobSafe(text: string): string {
  return Buffer.from(text, 'base64url').toString('latin1')
}

test('T80: two records whose files were swapped are refused', async () => {
  const { store, path } = home()
  await store.put(fullCredential('a'))
  await store.put(fullCredential('b'))
  renameSync(path('a'), `${path('a')}.x`)
  renameSync(path('b'), path('a'))
  renameSync(`${path('a')}.x`, path('b'))
  expect(await codeOf(() => store.get('a'))).toBe('store_damaged')
  expect(await codeOf(() => store.get('b'))).toBe('store_damaged')
})

test('T80: a record sealed for one profile that names another is refused', async () => {
  const { state, store, path } = home()
  await store.put(fullCredential('a'))
  const key = { key: await keyFileKeySource(join(state, 'store.key')).keyForReading({}) }
  const text = encodeCredential(fullCredential('b'))
  const place = recordPlace(state, 'a')
  writeFileSync(path('a'), seal(text, place, 'key-file', { ...key, parameters: {} }))
  const fault = await faultOf(() => store.get('a'))
  expect(fault.code).toBe('store_damaged')
  expect(fault.message).toContain('another profile')
})

test('S4: another key file is not damage, and nothing is overwritten', async () => {
  const { state, store, path } = home()
  await store.put(fullCredential('a'))
  const before = readFileSync(path('a'))
  const other = sealedFileStore(state, keyFileKeySource(join(state, 'other.key')))
  expect(await codeOf(() => other.get('a'))).toBe('store_unavailable')
  writeFileSync(join(state, 'other.key'), Buffer.alloc(32, 7).toString('base64url'))
  expect(await codeOf(() => other.get('a'))).toBe('store_wrong_key')
  expect(readFileSync(path('a'))).toEqual(before)
})

test('S4: another passphrase is not damage', async () => {
  const { state } = home()
  const store = (text: string) =>
    sealedFileStore(
      state,
      passphraseKeySource(() => Promise.resolve(new Secret(text))),
    )
  await store('one').put(fullCredential('a'))
  const fault = await faultOf(() => store('two').get('a'))
  expect(fault.code).toBe('store_wrong_key')
  expect(fault.hint).toContain('OAUTHCTL_STORE_PASSPHRASE')
})

test('a record of another kind is not opened with this key', async () => {
  const { state, store } = home()
  await store.put(fullCredential('a'))
  const other = sealedFileStore(
    state,
    passphraseKeySource(() => Promise.resolve(new Secret('x'))),
  )
  expect(await codeOf(() => other.get('a'))).toBe('store_wrong_key')
})

test('P10: a record of a newer version is neither opened nor replaced', async () => {
  const { store, path } = home()
  await store.put(fullCredential('a'))
  const [header = '', ...rest] = readFileSync(path('a'), 'utf8').split('.')
  const members = Object(JSON.parse(Buffer.from(header, 'base64url').toString()))
  const newer = Buffer.from(JSON.stringify({ ...members, v: 2 })).toString('base64url')
  writeFileSync(path('a'), [newer, ...rest].join('.'))
  const before = readFileSync(path('a'))
  for (const run of [() => store.get('a'), () => store.put(fullCredential('a'))]) {
    const fault = await faultOf(run)
    expect(fault.message).toContain('newer version of oauthctl')
    expect(fault.exitStatus).toBe(8)
  }
  expect(readFileSync(path('a'))).toEqual(before)
})

test('T73: a store folder that is a link is refused for reading, writing and deleting', async () => {
  const { state, store } = home()
  await store.put(fullCredential('a'))
  for (const link of [state, join(state, 'credentials')]) {
    renameSync(link, `${link}.moved`)
    symlinkSync(`${link}.moved`, link)
    expect(await codeOf(() => store.get('a'))).toBe('store_unavailable')
    expect(await codeOf(() => store.put(fullCredential('a')))).toBe('store_unavailable')
    expect(await codeOf(() => store.delete('a'))).toBe('store_unavailable')
    renameSync(link, `${link}.link`)
    renameSync(`${link}.moved`, link)
  }
  expect(await store.get('a')).toBeDefined()
})

test('the stamp of a record replaced in the same nanosecond by one of the same size is another', async () => {
  const { store, path } = home()
  await store.put(fullCredential('a'))
  utimesSync(path('a'), 1_790_000_000, 1_790_000_000)
  const before = store.stamp('a')
  cpSync(path('a'), `${path('a')}.new`)
  utimesSync(`${path('a')}.new`, 1_790_000_000, 1_790_000_000)
  renameSync(`${path('a')}.new`, path('a'))
  expect(store.stamp('a')).not.toBe(before)
})

test('a stamp that cannot be taken is a fault that names the record', async () => {
  const { state, store, path } = home()
  symlinkSync(state, state)
  const fault = await faultOf(() => store.stamp('a'))
  expect({ code: fault.code, message: fault.message }).toEqual({
    code: 'store_unavailable',
    message: `cannot read ${path('a')}: it is a symbolic link`,
  })
})

test('the largest answer that is kept before it is judged is read back', async () => {
  const { store } = home()
  // Control characters grow the most when they are written as JSON.
  const answer = new Secret('\u0001'.repeat(262_144))
  const full = fullCredential('a')
  const sent = { at: epochSeconds(1), lastTry: false, arrival: epochSeconds(2) }
  const credential = {
    ...full,
    tokens: { ...full.tokens, answer: new Secret('"'.repeat(524_288)) },
    pending: { kind: 'answered', ...sent, answer } as const,
  }
  await store.put(credential)
  expect(plain(await store.get('a'))).toEqual(plain(credential))
})

test('a rotated token survives a copy of the state folder to another place', async () => {
  const { state, store } = home()
  await store.put(fullCredential('a'))
  const copy = join(freshFolder(), 'copy')
  cpSync(state, copy, { recursive: true })
  const there = sealedFileStore(copy, keyFileKeySource(join(copy, 'store.key')))
  expect(plain(await there.get('a'))).toEqual(plain(fullCredential('a')))
})

test.runIf(canSwitchUser)('S2: a read-only store still gives its credentials', async () => {
  const base = freshFolder()
  chmodSync(base, 0o777)
  chmodSync(base, 0o1777)
  const program = buildProgram(`
    import { chmodSync } from 'node:fs'
    import { keyFileKeySource } from './src/store/key-source-key-file.ts'
    import { sealedFileStore } from './src/store/sealed-file-store.ts'
    import { decodeCredential } from './src/store/credential-codec.ts'
    const state = process.argv[2]!
    const store = sealedFileStore(state, keyFileKeySource(state + '/store.key'))
    await store.put(decodeCredential(process.argv[3]!))
    chmodSync(state + '/credentials', 0o500)
    const found = await store.get('work')
    console.log(found?.profile)
    chmodSync(state + '/credentials', 0o500)
    await store.delete('work').catch((error) => console.log(error.code, error.message))
    chmodSync(state, 0o700)
  `)
  const state = join(base, 'state')
  const run = await runAsNobody(program, [state, encodeCredential(fullCredential())])
  expect(run.stdout.split('\n')).toEqual([
    'work',
    `store_unavailable cannot remove ${recordPlace(state, 'work').path}: permission is denied`,
    '',
  ])
})

test('S13: reading one of 2,000 records does not open the others', async () => {
  const { store, path } = home()
  await store.put(fullCredential('a'))
  for (let index = 0; index < 2_000; index += 1) {
    writeFileSync(path(`other ${index}`), 'damaged')
  }
  const start = performance.now()
  expect(await store.get('a')).toBeDefined()
  expect(performance.now() - start).toBeLessThan(100)
})
