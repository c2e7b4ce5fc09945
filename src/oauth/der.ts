import type { EpochSeconds } from '../kernel/token-set.js'

/** What stands in a DER value. */
type Bytes = Uint8Array | readonly number[]

/** One DER element. @see ITU-T X.690 §8.1 */
export function element(tag: number, value: Bytes): Buffer {
  return Buffer.from([tag, ...length(value.length), ...value])
}

/** SEQUENCE of elements. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

/** OBJECT IDENTIFIER. @param id In dots: `2.5.4.3`. */
export function objectId(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number)
  return element(0x06, [first * 40 + second, ...rest.flatMap((arc) => base128(arc))])
}

/** INTEGER that is not negative. @param value Big endian. */
export function integer(value: Bytes): Buffer {
  const bytes = [...value]
  while (bytes[0] === 0 && bytes.length > 1) bytes.shift()
  return element(0x02, (bytes[0] ?? 0) > 0x7f ? [0, ...bytes] : bytes)
}

/** BIT STRING. @param unusedBits At the end of the last byte. */
export function bitString(unusedBits: number, value: Bytes): Buffer {
  return element(0x03, [unusedBits, ...value])
}

/** Time as certificates want it: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
export function time(at: EpochSeconds): Buffer {
  const digits = new Date(at * 1000).toISOString().replace(/\D/g, '').slice(0, 14)
  return digits < '2050'
    ? element(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : element(0x18, Buffer.from(`${digits}Z`))
}

function base128(value: number): readonly number[] {
  const high = Math.floor(value / 128)
  return high === 0 ? [value % 128] : [...base128(high).map((byte) => byte | 0x80), value % 128]
}

function length(size: number): readonly number[] {
  if (size < 0x80) return [size]
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
}
