import { lstatSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs' // prettier-ignore
import { describe, expect, test } from 'vitest'
import { codeOf, faultOf, fullCredential, home, plain } from './fixtures.js'

describe('S3: a damaged record', () => {
  const damage: Record<string, (path: string) => void> = {
    'cut off': (path) => truncateSync(path, 100),
    empty: (path) => truncateSync(path, 0),
    'of NUL bytes': (path) => writeFileSync(path, Buffer.alloc(500)),
    'with a byte order mark': (path) =>
      writeFileSync(path, `\ufeff${readFileSync(path, 'latin1')}`, 'utf8'),
    'of 1 GiB': (path) => truncateSync(path, 2 ** 30),
    'that is not sealed': (path) => writeFileSync(path, '{"access_token":"x"}'),
  }
  test.each(Object.keys(damage))('%s is refused, stays, and a login replaces it', async (name) => {
    const { store, path } = home()
    await store.put(fullCredential('a'))
    await store.put(fullCredential('b'))
    damage[name]!(path('a'))
    const before = lstatSync(path('a'))
    const fault = await faultOf(() => store.get('a'))
    expect(fault.code).toBe('store_damaged')
    expect(fault.message).toContain(path('a'))
    expect(fault.hint).toMatch(/oauthctl login --profile a|log in again/)
    const { ino, size, mtimeMs } = lstatSync(path('a'))
    expect({ ino, size, mtimeMs }).toEqual({
      ino: before.ino,
      size: before.size,
      mtimeMs: before.mtimeMs,
    })
    expect(plain(await store.get('b'))).toEqual(plain(fullCredential('b')))
    await store.put(fullCredential('a', 'new'))
    expect((await store.get('a'))?.tokens.accessToken.expose()).toBe('new')
  })

  test('replaced by a folder is refused in both directions and can be told from an empty store', async () => {
    const { store, path } = home()
    await store.put(fullCredential('a'))
    renameSync(path('a'), `${path('a')}.kept`)
    mkdirSync(path('a'))
    expect(await codeOf(() => store.get('a'))).toBe('store_damaged')
    expect(await codeOf(() => store.put(fullCredential('a')))).toBe('store_damaged')
  })

  test('can be forgotten without its key', async () => {
    const { store, path } = home()
    await store.put(fullCredential('a'))
    truncateSync(path('a'), 10)
    expect(await store.delete('a')).toBe(true)
    expect(await store.get('a')).toBeUndefined()
  })
})
