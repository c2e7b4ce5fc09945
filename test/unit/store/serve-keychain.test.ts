import { expect, test } from 'vitest'
import type { Keytar } from '../../../src/store/keytar.js'
import { serveKeychain } from '../../../src/store/serve-keychain.js'

const probe = { kind: 'prove', account: 'store-probe-1', value: 'dummy' } as const

interface Vault {
  readonly items: Map<string, string>
  readonly keytar: Keytar
}

/** A keychain in memory with the limits of a real one. */
function vault(initial: Readonly<Record<string, string>> = {}, limitBytes = 2560): Vault {
  const items = new Map(Object.entries(initial))
  const keytar: Keytar = {
    getPassword: (service, account) => Promise.resolve(items.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => {
      if (Buffer.byteLength(password, 'utf16le') > limitBytes) {
        return Promise.reject(new Error('too big'))
      }
      items.set(`${service}/${account}`, password)
      return Promise.resolve()
    },
    deletePassword: (service, account) => Promise.resolve(items.delete(`${service}/${account}`)),
  }
  return { items, keytar }
}

test('proving writes, reads and deletes a dummy and says what the item holds', async () => {
  const { items, keytar } = vault({ 'oauthctl/store-key-v1': 'key' })
  expect(await serveKeychain(probe, () => keytar)).toEqual({ kind: 'item', value: 'key' })
  expect([...items]).toEqual([['oauthctl/store-key-v1', 'key']])
})

test('creating writes the key and reads it back', async () => {
  const { items, keytar } = vault()
  expect(await serveKeychain({ kind: 'create', key: 'new' }, () => keytar)).toEqual({
    kind: 'item',
    value: 'new',
  })
  expect([...items]).toEqual([['oauthctl/store-key-v1', 'new']])
})

test('T84: creating leaves alone what is there', async () => {
  const { items, keytar } = vault({ 'oauthctl/store-key-v1': 'of somebody else' })
  expect(await serveKeychain({ kind: 'create', key: 'new' }, () => keytar)).toEqual({
    kind: 'item',
    value: 'of somebody else',
  })
  expect([...items]).toEqual([['oauthctl/store-key-v1', 'of somebody else']])
})

test('S9: a keychain that gives back something else than was written is not used', async () => {
  const { keytar } = vault()
  const broken = { ...keytar, setPassword: () => Promise.resolve() }
  expect(await serveKeychain(probe, () => broken)).toMatchObject({ kind: 'unavailable' })
})

test('S6: one that reads but does not write is locked', async () => {
  const { keytar } = vault()
  const refuse = () => Promise.reject(new Error('Cannot create an item in a locked collection'))
  const lockedVault = { ...keytar, setPassword: refuse }
  for (const request of [probe, { kind: 'create', key: 'new' } as const]) {
    expect(await serveKeychain(request, () => lockedVault)).toEqual({
      kind: 'locked',
      reason: 'Cannot create an item in a locked collection',
    })
  }
})

test('one that does not even read, or cannot be loaded, is unavailable', async () => {
  const { keytar } = vault()
  const dead = { ...keytar, getPassword: () => Promise.reject(new Error('no service')) }
  expect(await serveKeychain({ kind: 'read' }, () => dead)).toEqual({
    kind: 'unavailable',
    reason: 'no service',
  })
  const missing = (): Keytar => {
    throw new Error('libsecret-1.so.0: cannot open shared object file')
  }
  expect(await serveKeychain(probe, missing)).toMatchObject({ kind: 'unavailable' })
})

test.each([2560, 1280, 512])('S8: a keychain that holds %i bytes is enough', async (limit) => {
  const { keytar } = vault({}, limit)
  const key = Buffer.alloc(32, 1).toString('base64url')
  const value = Buffer.alloc(32, 2).toString('base64url')
  expect(await serveKeychain({ ...probe, value }, () => keytar)).toMatchObject({ kind: 'item' })
  expect(await serveKeychain({ kind: 'create', key }, () => keytar)).toEqual({
    kind: 'item',
    value: key,
  })
})
