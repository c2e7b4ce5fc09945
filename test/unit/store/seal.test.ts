import { randomBytes } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { SealingKey } from '../../../src/kernel/ports.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { readHeader, seal, unseal } from '../../../src/store/seal.js'
import { codeOf, faultOf } from './fixtures.js'

const place = recordPlace('/state', 'work')
const key: SealingKey = { key: randomBytes(32), parameters: { salt: 'c2FsdA' } }
const text = `{"token":"CANARY","café":"\u{1f511}"}`

function sealed(content = text, at = place, by = key): Buffer {
  return Buffer.from(seal(content, at, 'key-file', by))
}

function withHeader(change: (header: Record<string, unknown>) => object, of = sealed()): Buffer {
  const [header = '', ...rest] = of.toString().split('.')
  const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString())
  const changed = change({ ...Object(parsed) })
  const encoded = Buffer.from(JSON.stringify(changed)).toString('base64url')
  return Buffer.from([encoded, ...rest].join('.'))
}

describe('a sealed record', () => {
  test('is a compact JWE that jose opens, with the id and the format in its header', async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed().toString(), key.key)
    expect(new TextDecoder().decode(plaintext)).toBe(text)
    const { kid, ...header } = protectedHeader
    expect(header).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      typ: 'oauthctl-credential',
      v: 1,
      id: place.id,
      key: { kind: 'key-file', salt: 'c2FsdA' },
    })
    expect(kid).toMatch(/^[\w-]{16}$/)
  })

  test('opens to what was sealed', () => {
    expect(unseal(sealed(), place, key.key)).toBe(text)
  })

  test('says where its key is without being opened', () => {
    const { kind, parameters } = readHeader(sealed(), place)
    expect({ kind, parameters }).toEqual({
      kind: 'key-file',
      parameters: { kind: 'key-file', salt: 'c2FsdA' },
    })
  })

  test('T83: holds nothing of its content in the clear', () => {
    const record = sealed().toString()
    const everything = record.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(record + everything.join('')).not.toContain('CANARY')
  })

  test('T82: every record has a nonce of its own', () => {
    const nonces = Array.from({ length: 20_000 }, () => sealed('x').toString().split('.')[2])
    expect(new Set(nonces).size).toBe(nonces.length)
    expect(Buffer.from(nonces[0] ?? '', 'base64url')).toHaveLength(12)
  })
})

describe('T80: a record that was changed is refused', () => {
  test('every single bit', () => {
    const record = sealed('CANARY '.repeat(60))
    const opened: number[] = []
    for (let bit = 0; bit < record.length * 8; bit += 1) {
      const changed = Buffer.from(record)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      try {
        unseal(changed, place, key.key)
        opened.push(bit)
      } catch {
        // Refused, as it should be.
      }
    }
    expect(opened).toEqual([])
  })

  test('S3: cut off at every byte', async () => {
    const record = sealed()
    for (let length = 0; length < record.length; length += 1) {
      expect(await codeOf(() => unseal(record.subarray(0, length), place, key.key))).toBe(
        'store_damaged',
      )
    }
  })

  test('S3: lengthened, NUL-filled, with a byte order mark, empty', async () => {
    const record = sealed()
    const shapes = [
      Buffer.concat([record, Buffer.from('A')]),
      Buffer.concat([record, Buffer.from('\n')]),
      Buffer.concat([record, Buffer.from('.')]),
      Buffer.alloc(record.length),
      Buffer.concat([Buffer.from('\ufeff'), record]),
      Buffer.alloc(0),
      Buffer.from('....'),
      Buffer.from('{}'),
    ]
    for (const shape of shapes) {
      expect(await codeOf(() => unseal(shape, place, key.key))).toBe('store_damaged')
    }
  })

  test('two records swapped', async () => {
    const other = recordPlace('/state', 'play')
    const fault = await faultOf(() => unseal(sealed(text, other), place, key.key))
    expect(fault.code).toBe('store_damaged')
    expect(fault.message).toContain('belongs to another profile')
  })

  test('two records swapped, with the id in the header changed to fit', async () => {
    const record = withHeader(
      (header) => ({ ...header, id: place.id }),
      sealed(text, recordPlace('/state', 'play')),
    )
    expect(await codeOf(() => unseal(record, place, key.key))).toBe('store_damaged')
  })

  test('a shorter authentication tag', async () => {
    const parts = sealed().toString().split('.')
    const tag = Buffer.from(parts[4] ?? '', 'base64url')
    for (const length of [0, 4, 8, 12, 15]) {
      const cut = [...parts.slice(0, 4), tag.subarray(0, length).toString('base64url')].join('.')
      expect(await codeOf(() => unseal(Buffer.from(cut), place, key.key))).toBe('store_damaged')
    }
  })

  test.each([
    ['alg', 'A256KW'],
    ['enc', 'A128GCM'],
    ['typ', 'JWT'],
    ['v', 0],
    ['v', '1'],
    ['id', 'x'],
    ['key', undefined],
    ['key', 'keychain'],
    ['kid', undefined],
  ])('a header whose %s is %j', async (member, value) => {
    const record = withHeader((header) => ({ ...header, [member]: value }))
    expect(await codeOf(() => unseal(record, place, key.key))).toBe('store_damaged')
  })
})

test('S4: another key is told from damage, with what to do', async () => {
  const fault = await faultOf(() => unseal(sealed(), place, randomBytes(32)))
  expect({ code: fault.code, status: fault.exitStatus }).toEqual({
    code: 'store_wrong_key',
    status: 8,
  })
  expect(fault.message).toContain(place.path)
  expect(fault.hint).toContain('OAUTHCTL_STORE_KEY_FILE')
})

test('a damaged record names its file and the command that replaces it', async () => {
  const fault = await faultOf(() => unseal(sealed().subarray(1), place, key.key))
  expect(fault.message).toContain(place.path)
  expect(fault.hint).toBe('type `oauthctl login --profile work` to replace it')
})

test.each([
  ['format', { v: 2 }],
  ['key source', { key: { kind: 'yubikey' } }],
])('P10: the %s of a newer version is refused with its own message', async (_, change) => {
  const record = withHeader((header) => ({ ...header, ...change }))
  const fault = await faultOf(() => readHeader(record, place))
  expect(fault.code).toBe('store_unavailable')
  expect(fault.message).toContain('newer version')
  expect(fault.hint).toContain('update oauthctl')
})
