import { expect, test } from 'vitest'
import type { CredentialStore } from '../../src/kernel/ports.js'
import { fullCredential, plain } from '../unit/store/fixtures.js'

/** What every credential store promises. `open` gives an empty one. */
export function storeContract(open: () => CredentialStore | Promise<CredentialStore>): void {
  test('a profile that was never saved has no credential and nothing to delete', async () => {
    const store = await open()
    expect(await store.get('work')).toBeUndefined()
    expect(await store.delete('work')).toBe(false)
  })

  test('what was saved is read back whole', async () => {
    const store = await open()
    await store.put(fullCredential())
    expect(plain(await store.get('work'))).toEqual(plain(fullCredential()))
  })

  test('saving again replaces only that profile', async () => {
    const store = await open()
    await store.put(fullCredential('a', 'first'))
    await store.put(fullCredential('b', 'other'))
    await store.put(fullCredential('a', 'second'))
    expect((await store.get('a'))?.tokens.accessToken.expose()).toBe('second')
    expect((await store.get('b'))?.tokens.accessToken.expose()).toBe('other')
  })

  test('deleting forgets that profile and says that there was one', async () => {
    const store = await open()
    await store.put(fullCredential('a'))
    await store.put(fullCredential('b'))
    expect(await store.delete('a')).toBe(true)
    expect(await store.get('a')).toBeUndefined()
    expect(await store.get('b')).toBeDefined()
  })

  test('profiles that differ in case or Unicode form are different', async () => {
    const store = await open()
    const names = ['Work', 'work', 'caf\u00e9', 'cafe\u0301', '../work', 'CON', 'a:b', ' ']
    for (const name of names) await store.put(fullCredential(name, `token of ${name}`))
    for (const name of names) {
      expect((await store.get(name))?.tokens.accessToken.expose()).toBe(`token of ${name}`)
    }
  })

  test('the stamp is another after each put and delete, and the same otherwise', async () => {
    const store = await open()
    expect(store.stamp('a')).toBe('')
    await store.put(fullCredential('a'))
    const first = store.stamp('a')
    await store.put(fullCredential('b'))
    await store.get('a')
    expect(store.stamp('a')).toBe(first)
    await store.put(fullCredential('a'))
    const second = store.stamp('a')
    expect([first, second]).not.toContain('')
    expect(second).not.toBe(first)
    await store.delete('a')
    expect(store.stamp('a')).toBe('')
    expect(store.stamp('b')).not.toBe('')
  })
}
