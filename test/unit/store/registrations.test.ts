import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Registration, Registrations } from '../../../src/kernel/registration.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { keyFileKeySource } from '../../../src/store/key-source-key-file.js'
import { memoryRegistrations } from '../../../src/store/memory-registrations.js'
import { recordPlace, registrationPlace } from '../../../src/store/record-place.js'
import { sealedFileStore } from '../../../src/store/sealed-file-store.js'
import { sealedRegistrations } from '../../../src/store/registrations.js'
import { codeOf, freshFolder, fullCredential, plain } from './fixtures.js'

function client(profile = 'work'): Registration {
  return {
    profile,
    server: { kind: 'openid', url: 'https://idp.example' },
    clientId: 'c1',
    clientSecret: new Secret('secret-CANARY'),
    secretExpiresAt: epochSeconds(1_800_000_000),
    authMethod: 'basic',
    management: { uri: 'https://idp.example/register/c1', token: new Secret('token-CANARY') },
  }
}

const bare: Registration = {
  ...client(),
  clientSecret: undefined,
  secretExpiresAt: undefined,
  authMethod: undefined,
  management: undefined,
}

function sealed(state: string): Registrations {
  return sealedRegistrations(state, () => keyFileKeySource(join(state, 'store.key')))
}

describe.each([
  ['sealed', () => sealed(join(freshFolder(), 'state')), 'key-file'],
  ['in memory', memoryRegistrations, 'memory'],
] as const)('registrations %s', (_, open, sealedBy) => {
  test('what was put is read back whole, and forgotten when told', async () => {
    const registrations = open()
    expect(await registrations.get('work')).toBeUndefined()
    for (const registration of [bare, client()]) {
      await registrations.put(registration, sealedBy)
      expect(plain(await registrations.get('work'))).toEqual({
        registration: plain(registration),
        sealedBy,
      })
    }
    expect(await registrations.get('other')).toBeUndefined()
    expect(await registrations.forget('work')).toBe(true)
    expect(await registrations.forget('work')).toBe(false)
    expect(await registrations.get('work')).toBeUndefined()
  })
})

describe('a sealed registration', () => {
  test('shows none of its secrets on disk', async () => {
    const state = join(freshFolder(), 'state')
    await sealed(state).put(client(), 'key-file')
    const folder = join(state, 'credentials')
    const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
    expect(text).toHaveLength(1)
    expect(text.join()).not.toContain('CANARY')
  })

  test('stands beside the credential of its profile: neither replaces, deletes or passes for the other', async () => {
    const state = join(freshFolder(), 'state')
    const store = sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
    const registrations = sealed(state)
    await store.put(fullCredential('work'))
    await registrations.put(client(), 'key-file')
    expect(plain(await store.get('work'))).toEqual(plain(fullCredential('work')))
    expect(await registrations.get('work')).toBeDefined()

    const of = { credential: recordPlace(state, 'work'), client: registrationPlace(state, 'work') }
    writeFileSync(of.client.path, readFileSync(of.credential.path))
    expect(await codeOf(() => registrations.get('work'))).toBe('store_damaged')

    await registrations.forget('work')
    expect(await store.get('work')).toBeDefined()
    await registrations.put(client(), 'key-file')
    await store.delete('work')
    expect(await registrations.get('work')).toBeDefined()
  })

  test('kept by --no-store is never written', async () => {
    const state = join(freshFolder(), 'state')
    const registrations = sealed(state)
    await registrations.put(client(), 'memory')
    expect(await registrations.get('work')).toMatchObject({ sealedBy: 'memory' })
    expect(readdirSync(join(state, '..'))).toEqual([])
  })
})
