import { chmodSync, existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import type { KeySource, StoreKind, Stores } from '../../../src/kernel/ports.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { seal } from '../../../src/store/seal.js'
import { stores } from '../../../src/store/select.js'
import { codeOf, faultOf, freshFolder, fullCredential, plain } from './fixtures.js'

interface Setup {
  readonly state: string
  readonly proven: StoreKind[]
  readonly open: (more?: Settings) => Stores
}

interface Settings {
  readonly broken?: Partial<Record<StoreKind, AuthError>>
  readonly passphraseGiven?: boolean
}

function setup(): Setup {
  const state = join(freshFolder(), 'state')
  const proven: StoreKind[] = []
  const open = ({ broken = {}, passphraseGiven = false }: Settings = {}): Stores => {
    const source = (kind: StoreKind, byte: number): KeySource => {
      const key = Buffer.alloc(32, byte)
      const fail = broken[kind]
      const give = <T>(value: T) => (fail ? Promise.reject(fail) : Promise.resolve(value))
      return {
        kind,
        label: kind,
        prove: () => {
          proven.push(kind)
          return give(undefined)
        },
        keyForWriting: () => give({ key, parameters: {} }),
        keyForReading: () => give(key),
      }
    }
    return stores({
      stateDirectory: state,
      keychain: source('keychain', 1),
      passphrase: source('passphrase', 2),
      keyFile: source('key-file', 3),
      passphraseGiven,
    })
  }
  return { state, proven, open }
}

const noBus = new AuthError('store_unavailable', 'there is no D-Bus session', { hint: 'log in' })
const isLocked = new AuthError('store_locked', 'the keychain is locked', { hint: 'unlock it' })
const waysOut = ['--store key-file', 'OAUTHCTL_STORE_PASSPHRASE', '--no-store']

describe('without a choice', () => {
  test('the keychain is proven and used', async () => {
    const { open, proven } = setup()
    expect((await open({ passphraseGiven: true }).chosen(undefined)).kind).toBe('keychain')
    expect(proven).toEqual(['keychain'])
  })

  test('a keychain that fails gives way to a passphrase that was given', async () => {
    const { open, proven } = setup()
    const store = await open({ broken: { keychain: noBus }, passphraseGiven: true }).chosen(
      undefined,
    )
    expect(store.kind).toBe('passphrase')
    expect(proven).toEqual(['keychain', 'passphrase'])
  })

  test('T83: a keychain that fails gives way to nothing else', async () => {
    const { open, proven, state } = setup()
    const fault = await faultOf(() => open({ broken: { keychain: noBus } }).chosen(undefined))
    expect({ code: fault.code, status: fault.exitStatus, proven }).toEqual({
      code: 'store_unavailable',
      status: 8,
      proven: ['keychain'],
    })
    expect(fault.message).toBe(
      'no store can be used: keychain: there is no D-Bus session; passphrase: none was given',
    )
    for (const way of [...waysOut, 'log in']) expect(fault.hint).toContain(way)
    expect(readdirSync(join(state, 'credentials'))).toEqual([])
  })

  test('S6: a locked keychain says so and how to unlock it', async () => {
    const { open } = setup()
    const fault = await faultOf(() => open({ broken: { keychain: isLocked } }).chosen(undefined))
    expect(fault.code).toBe('store_locked')
    for (const way of [...waysOut, 'unlock it']) expect(fault.hint).toContain(way)
  })

  test('the reasons of both are given when both fail', async () => {
    const { open } = setup()
    const broken = { keychain: noBus, passphrase: new AuthError('store_unavailable', 'no memory') }
    const fault = await faultOf(() => open({ broken, passphraseGiven: true }).chosen(undefined))
    expect(fault.message).toContain('there is no D-Bus session; passphrase: no memory')
  })

  test('a fault that is not of the store is not explained away', async () => {
    const { open } = setup()
    const broken = { keychain: new AuthError('timeout', 'the lock is held') }
    expect(await codeOf(() => open({ broken }).chosen(undefined))).toBe('timeout')
  })
})

describe('a forced choice', () => {
  test.each(['keychain', 'passphrase', 'key-file', 'memory'] as const)(
    '%s is used',
    async (kind) => {
      const { open, proven } = setup()
      expect((await open().chosen(kind)).kind).toBe(kind)
      expect(proven).toEqual(kind === 'memory' ? [] : [kind])
    },
  )

  test('that fails is not papered over', async () => {
    const { open, proven } = setup()
    const run = () =>
      open({ broken: { keychain: noBus }, passphraseGiven: true }).chosen('keychain')
    const fault = await faultOf(run)
    expect({ status: fault.exitStatus, proven }).toEqual({ status: 8, proven: ['keychain'] })
    expect(fault.message).toBe('the store keychain cannot be used: there is no D-Bus session')
    for (const way of waysOut) expect(fault.hint).toContain(way)
  })
})

describe('proving', () => {
  test('leaves nothing behind', async () => {
    const { open, state } = setup()
    await open().chosen('key-file')
    expect(readdirSync(state, { recursive: true })).toEqual(['credentials'])
  })

  test('finds a folder that cannot be used before a key source is asked', async () => {
    const { open, proven, state } = setup()
    mkdirSync(state, { mode: 0o700 })
    writeFileSync(join(state, 'credentials'), '')
    for (const kind of ['key-file', undefined] as const) {
      const fault = await faultOf(() => open().chosen(kind))
      expect(fault.message).toContain('credentials is not a folder')
      expect(fault.hint).toContain('--no-store')
    }
    expect(proven).toEqual([])
  })

  test('of memory touches no disk', async () => {
    const { open, state } = setup()
    await (await open().chosen('memory')).put(fullCredential())
    expect(existsSync(state)).toBe(false)
  })
})

describe('the store that holds a profile', () => {
  test('is the one that sealed it, whatever would be chosen now', async () => {
    const { open } = setup()
    for (const kind of ['keychain', 'passphrase', 'key-file'] as const) {
      await (await open().chosen(kind)).put(fullCredential(kind))
    }
    for (const kind of ['keychain', 'passphrase', 'key-file'] as const) {
      const store = await open().holding(kind)
      expect(store?.kind).toBe(kind)
      expect(plain(await store?.get(kind))).toEqual(plain(fullCredential(kind)))
    }
  })

  test('is none for a profile without a record, and nothing is made by asking', async () => {
    const { open, state } = setup()
    expect(await open().holding('work')).toBeUndefined()
    expect(existsSync(state)).toBe(false)
  })

  test('is memory for what this process keeps there', async () => {
    const { open } = setup()
    const all = open()
    await (await all.chosen('memory')).put(fullCredential())
    expect((await all.holding('work'))?.kind).toBe('memory')
    expect(await open().holding('work')).toBeUndefined()
  })

  test('is not known for a damaged record: that is an error, not an empty store', async () => {
    const { open, state } = setup()
    await (await open().chosen('key-file')).put(fullCredential())
    truncateSync(recordPlace(state, 'work').path, 20)
    expect(await codeOf(() => open().holding('work'))).toBe('store_damaged')
  })

  test('is not memory for a record that only pretends so', async () => {
    const { open, state } = setup()
    await (await open().chosen('key-file')).put(fullCredential())
    const place = recordPlace(state, 'work')
    const key = { key: Buffer.alloc(32), parameters: {} }
    writeFileSync(place.path, seal('{}', place, 'memory', key))
    expect(await codeOf(() => open().holding('work'))).toBe('store_damaged')
  })

  test('moves with the next login into another store', async () => {
    const { open } = setup()
    await (await open().chosen('key-file')).put(fullCredential('work', 'old'))
    await (await open().chosen('keychain')).put(fullCredential('work', 'new'))
    const store = await open().holding('work')
    expect(store?.kind).toBe('keychain')
    expect((await store?.get('work'))?.tokens.accessToken.expose()).toBe('new')
  })
})

describe('forgetting', () => {
  test('needs no key and says whether there was something', async () => {
    const { open, state } = setup()
    await (await open().chosen('keychain')).put(fullCredential())
    const broken = open({ broken: { keychain: isLocked } })
    expect(await broken.forget('work')).toBe(true)
    expect(await broken.forget('work')).toBe(false)
    expect(readdirSync(join(state, 'credentials'))).toEqual([])
  })

  test('works on a damaged record and on memory', async () => {
    const { open, state } = setup()
    const all = open()
    await (await all.chosen('key-file')).put(fullCredential('a'))
    truncateSync(recordPlace(state, 'a').path, 0)
    await (await all.chosen('memory')).put(fullCredential('b'))
    expect([await all.forget('a'), await all.forget('b')]).toEqual([true, true])
    expect([await all.holding('a'), await all.holding('b')]).toEqual([undefined, undefined])
  })

  test('does not follow a link', async () => {
    const { open, state } = setup()
    mkdirSync(state, { mode: 0o700 })
    chmodSync(state, 0o700)
    expect(await open().forget('../../../etc/passwd')).toBe(false)
  })
})
