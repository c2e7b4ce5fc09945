import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keychainKeySource } from '../../../src/store/key-source-keychain.js'
import type { Keytar } from '../../../src/store/keytar.js'
import { faultOf } from './fixtures.js'
import { asked, env, honest, key, plantRecord, reading, setup } from './keychain-fixtures.js'
import { isAlive } from './programs.js'

describe('the key in the keychain', () => {
  test('is made once, proven, and then found again', async () => {
    const { folder, options } = setup()
    const first = keychainKeySource(options)
    await first.prove()
    const { key: made, parameters } = await first.keyForWriting()
    expect({ length: made.length, parameters }).toEqual({ length: 32, parameters: {} })
    expect(readFileSync(join(folder, 'item'), 'utf8')).toBe(Buffer.from(made).toString('base64url'))
    expect(asked(folder)).toEqual(['prove', 'read', 'create'])
    expect(Buffer.from(await keychainKeySource(options).keyForReading({}))).toEqual(
      Buffer.from(made),
    )
  })

  test('is the same for everybody who starts at once', async () => {
    const { options } = setup()
    const keys = await Promise.all(
      Array.from({ length: 6 }, () => keychainKeySource(options).keyForWriting()),
    )
    expect(new Set(keys.map((found) => Buffer.from(found.key).toString('hex'))).size).toBe(1)
  })

  test('is the one of whoever was first, who may have sealed a record with it already', async () => {
    const { folder, state, options } = setup()
    const source = keychainKeySource({
      ...options,
      withLock: (_, section) => {
        writeFileSync(join(folder, 'item'), key)
        plantRecord(state)
        return section()
      },
    })
    expect(Buffer.from((await source.keyForWriting()).key)).toEqual(Buffer.alloc(32, 5))
  })

  test('T85: is on no command line and in no environment, and neither are our secrets', async () => {
    const { folder, options } = setup(honest, {
      env: { ...env, OAUTHCTL_CLIENT_SECRET: 'CANARY', NODE_OPTIONS: '--title=CANARY' },
    })
    await keychainKeySource(options).prove()
    const seen = readFileSync(join(folder, 'seen'), 'utf8')
    expect(seen).not.toContain(readFileSync(join(folder, 'item'), 'utf8'))
    expect(seen).not.toContain('CANARY')
    expect(seen).toContain('DBUS_SESSION_BUS_ADDRESS')
  })

  test('is read in this process when that was asked for, without a child', async () => {
    const { folder, options } = setup(honest, { reading: 'in-process', load: () => reading(key) })
    expect(Buffer.from(await keychainKeySource(options).keyForReading({}))).toEqual(
      Buffer.alloc(32, 5),
    )
    expect(asked(folder)).toEqual([])
  })
})

describe('T84: an item that is not ours', () => {
  test.each(['', 'a password', `${key}x`, key.slice(1), `${key.slice(0, 42)}B`])(
    'is refused and left alone: %j',
    async (item) => {
      const { folder, options } = setup()
      writeFileSync(join(folder, 'item'), item)
      const source = keychainKeySource(options)
      for (const run of [source.prove, source.keyForWriting, () => source.keyForReading({})]) {
        const fault = await faultOf(run)
        expect(fault.code).toBe('store_unavailable')
        expect(fault.message).toContain('oauthctl/store-key-v1')
      }
      expect(readFileSync(join(folder, 'item'), 'utf8')).toBe(item)
      expect(asked(folder)).not.toContain('create')
    },
  )
})

describe('a keychain that gives no key while sealed records wait', () => {
  test('is never given a new key', async () => {
    const { folder, state, options } = setup()
    plantRecord(state)
    const source = keychainKeySource(options)
    for (const run of [source.prove, source.keyForWriting, () => source.keyForReading({})]) {
      const fault = await faultOf(run)
      expect(fault.code).toBe('store_unavailable')
      expect(fault.hint).toContain('oauthctl logout --local')
    }
    expect(existsSync(join(folder, 'item'))).toBe(false)
  })

  test('S6: is called locked, with how to unlock it, when it does not write either', async () => {
    const { folder, state, options } = setup(`
      if (request.kind === 'read') answer({ kind: 'item' })
      else answer({ kind: 'locked', reason: 'Cannot create an item in a locked collection' })
    `)
    plantRecord(state)
    for (const way of ['child', 'in-process'] as const) {
      const source = keychainKeySource({ ...options, reading: way, load: () => reading(null) })
      for (const run of [source.prove, () => source.keyForReading({})]) {
        const fault = await faultOf(run)
        expect({ code: fault.code, status: fault.exitStatus }).toEqual({
          code: 'store_locked',
          status: 8,
        })
        expect(fault.hint).toMatch(/unlock/)
      }
    }
    expect(existsSync(join(folder, 'item'))).toBe(false)
  })

  test('is used when proving it made a person unlock it', async () => {
    const { options } = setup(`
      answer({ kind: 'item', value: request.kind === 'prove' ? ${JSON.stringify(key)} : undefined })
    `)
    expect(Buffer.from(await keychainKeySource(options).keyForReading({}))).toEqual(
      Buffer.alloc(32, 5),
    )
  })
})

describe('S7: a keychain that never answers', () => {
  test('costs a child its life at the deadline, and is exit status 8', async () => {
    const { folder, options } = setup(
      `
      writeFileSync(item, String(process.pid))
      setInterval(() => undefined, 1000)
    `,
      { deadlineMs: 600 },
    )
    const source = keychainKeySource(options)
    for (const run of [source.prove, () => source.keyForReading({})]) {
      const fault = await faultOf(run)
      expect({ code: fault.code, status: fault.exitStatus }).toEqual({
        code: 'store_locked',
        status: 8,
      })
      expect(fault.message).toContain('did not answer within 0.6 s')
      await expect
        .poll(() => isAlive(Number(readFileSync(join(folder, 'item'), 'utf8'))))
        .toBe(false)
    }
  })

  test('inside this process is told to who can end it', async () => {
    const never: Keytar = { ...reading(null), getPassword: () => new Promise(() => undefined) }
    const { hangs, options } = setup(honest, {
      reading: 'in-process',
      load: () => never,
      deadlineMs: 50,
    })
    const fault = await faultOf(() => keychainKeySource(options).keyForReading({}))
    expect({ code: fault.code, status: fault.exitStatus, hangs }).toEqual({
      code: 'keychain_hung',
      status: 137,
      hangs: [fault],
    })
    expect(fault.hint).toMatch(/unlock/)
  })

  test('is waited for 3 s, and longer where a person may be asked', async () => {
    const { options } = setup(
      `setTimeout(() => { ${honest} }, request.kind === 'prove' ? 3_500 : 0)`,
    )
    const begin = performance.now()
    const fault = await faultOf(() => keychainKeySource(options).prove())
    expect(fault.message).toContain('did not answer within 3 s')
    expect(performance.now() - begin).toBeGreaterThan(2_900)
    await keychainKeySource({ ...options, interactive: true }).prove()
  })
})

describe('S5: without a D-Bus session', () => {
  test('the keychain is refused in less than 100 ms and nothing is started', async () => {
    const { folder, options } = setup(honest, {
      env: { HOME: '/root', XDG_RUNTIME_DIR: '/nowhere' },
    })
    const source = keychainKeySource(options)
    const start = performance.now()
    for (const run of [source.prove, source.keyForWriting, () => source.keyForReading({})]) {
      expect((await faultOf(run)).message).toContain('no D-Bus session')
    }
    expect(performance.now() - start).toBeLessThan(100)
    expect(asked(folder)).toEqual([])
  })
})
