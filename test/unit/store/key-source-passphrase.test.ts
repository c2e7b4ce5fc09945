import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { passphraseKeySource } from '../../../src/store/key-source-passphrase.js'
import { codeOf, faultOf } from './fixtures.js'

const source = (text = 'correct horse') =>
  passphraseKeySource(() => Promise.resolve(new Secret(text)))
const salt = Buffer.from('SodiumChlorideAB').toString('base64url')

describe('T81: the key of a passphrase', () => {
  test('is scrypt of the passphrase with the cost and salt of the header', async () => {
    // Made with Python: hashlib.scrypt(b'pleaseletmein', salt=b'SodiumChlorideAB', n=2**17, r=8, p=1, maxmem=2**28, dklen=32)
    const key = await source('pleaseletmein').keyForReading({ salt, N: 2 ** 17, r: 8, p: 1 })
    expect(Buffer.from(key).toString('hex')).toBe(
      '6b1659112f928e1197a47b51c797252a24468ffe82741b660f5910cd3d4fbc03',
    )
  })

  test('is made with N of at least 2^17 and a new salt of 16 bytes for every record', async () => {
    const keys = source()
    const [one, two] = [await keys.keyForWriting(), await keys.keyForWriting()]
    expect(one.parameters).toEqual({ N: 131_072, r: 8, p: 1, salt: expect.any(String) })
    expect(Buffer.from(String(one.parameters['salt']), 'base64url')).toHaveLength(16)
    expect(two.parameters['salt']).not.toBe(one.parameters['salt'])
    expect(two.key).not.toEqual(one.key)
    expect(await source().keyForReading(one.parameters)).toEqual(one.key)
  })

  test.each([
    { N: 1 },
    { N: 2 ** 16 },
    { N: 2 ** 17 + 1 },
    { N: 2 ** 21 },
    { N: 2 ** 40 },
    { N: -(2 ** 17) },
    { N: '131072' },
    { N: undefined },
    { N: 1e308 },
    { r: 0 },
    { r: 4 },
    { r: 17 },
    { r: 8.5 },
    { p: 0 },
    { p: 5 },
    { p: 1e6 },
    { salt: '' },
    { salt: 'AAAA' },
    { salt: undefined },
    { salt: `${salt}!` },
  ])('a header with %j is refused in less than 50 ms', async (change) => {
    let asked = 0
    const keys = passphraseKeySource(() => {
      asked += 1
      return Promise.resolve(new Secret('x'))
    })
    const start = performance.now()
    const parameters = { salt, N: 2 ** 17, r: 8, p: 1, ...change }
    expect(await codeOf(() => keys.keyForReading(parameters))).toBe('store_damaged')
    expect(performance.now() - start).toBeLessThan(50)
    expect(asked).toBe(0)
  })

  test('does not depend on how the keyboard composed a letter', async () => {
    const parameters = { salt, N: 2 ** 17, r: 8, p: 1 }
    expect(await source('caf\u00e9').keyForReading(parameters)).toEqual(
      await source('cafe\u0301').keyForReading(parameters),
    )
  })
})

test('a person is asked once, however many records are opened', async () => {
  let asked = 0
  const keys = passphraseKeySource(() => {
    asked += 1
    return Promise.resolve(new Secret('x'))
  })
  await keys.prove()
  await Promise.all([keys.keyForWriting(), keys.keyForWriting()])
  expect(asked).toBe(1)
})

test('the key that proving made seals one record only', async () => {
  const keys = source()
  await keys.prove()
  const [one, two] = [await keys.keyForWriting(), await keys.keyForWriting()]
  expect(two.parameters['salt']).not.toBe(one.parameters['salt'])
})

test.each([undefined, new Secret('')])(
  'without a passphrase it says where to give one',
  async (none) => {
    const keys = passphraseKeySource(() => Promise.resolve(none))
    const parameters = { salt, N: 2 ** 17, r: 8, p: 1 }
    for (const run of [keys.prove, keys.keyForWriting, () => keys.keyForReading(parameters)]) {
      const fault = await faultOf(run)
      expect(fault.code).toBe('store_unavailable')
      expect(fault.hint).toContain('OAUTHCTL_STORE_PASSPHRASE')
    }
  },
)
