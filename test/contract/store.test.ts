import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/kernel/secret.js'
import { keyFileKeySource } from '../../src/store/key-source-key-file.js'
import { memoryKeySource } from '../../src/store/key-source-memory.js'
import { passphraseKeySource } from '../../src/store/key-source-passphrase.js'
import { memoryStore } from '../../src/store/memory-store.js'
import { sealedFileStore } from '../../src/store/sealed-file-store.js'
import { freshFolder, fullCredential, plain } from '../unit/store/fixtures.js'
import { storeContract } from './store-contract.js'

const passphrase = () => passphraseKeySource(() => Promise.resolve(new Secret('correct horse')))

describe('memory store', () => storeContract(memoryStore))

describe('sealed files, key in memory', () => {
  storeContract(() => sealedFileStore(join(freshFolder(), 'state'), memoryKeySource()))
})

describe('sealed files, key file', () => {
  storeContract(() => {
    const state = join(freshFolder(), 'state')
    return sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
  })
})

describe('sealed files, passphrase', () => {
  storeContract(() => sealedFileStore(join(freshFolder(), 'state'), passphrase()))
})

describe('what one process sealed another one opens', () => {
  test('with the key file', async () => {
    const state = join(freshFolder(), 'state')
    const open = () => sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
    await open().put(fullCredential())
    expect(plain(await open().get('work'))).toEqual(plain(fullCredential()))
  })

  test('with the passphrase', async () => {
    const state = join(freshFolder(), 'state')
    await sealedFileStore(state, passphrase()).put(fullCredential())
    const again = await sealedFileStore(state, passphrase()).get('work')
    expect(plain(again)).toEqual(plain(fullCredential()))
  })
})
