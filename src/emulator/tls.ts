import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** A certificate for loopback and the authority to trust for it, all PEM. */
export interface ThrowAwayAuthority {
  /** The authority's certificate, for a client's trust store. */
  readonly caPem: string
  /** The server's private key, PKCS #8. */
  readonly key: string
  readonly cert: string
}

/**
 * Makes a certificate authority that signs one certificate, for `localhost`, 127.0.0.1 and ::1, and
 * forgets the authority's key. Both are valid for one day that began an hour ago.
 *
 * Written as DER by hand: the certificate is a fixed shape, and an X.509 library costs a quarter of
 * a second and a patched global `Reflect` in the process of whoever imports the emulator.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1 RFC 5280 §4.1}
 */
export async function throwAwayAuthority(): Promise<ThrowAwayAuthority> {
  const [authority, server] = await Promise.all([newKeys(), newKeys()])
  // Two runs of the emulator in one trust store stay apart by name.
  const issuer = commonName(`oauthctl emulator ${randomBytes(4).toString('hex')}`)
  const ca = certificate({
    issuer,
    subject: issuer,
    keys: authority,
    signer: authority.privateKey,
    extensions: [
      extension('2.5.29.19', sequence(tlv(0x01, [0xff]), integer([0])), 'critical'),
      extension('2.5.29.15', keyUsage.certificateSign, 'critical'),
      extension('2.5.29.14', tlv(0x04, keyId(authority))),
    ],
  })
  const cert = certificate({
    issuer,
    subject: commonName('localhost'),
    keys: server,
    signer: authority.privateKey,
    extensions: [
      extension('2.5.29.19', sequence(), 'critical'),
      extension('2.5.29.15', keyUsage.digitalSignature, 'critical'),
      extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...loopbackNames)),
      extension('2.5.29.14', tlv(0x04, keyId(server))),
      extension('2.5.29.35', sequence(tlv(0x80, keyId(authority)))),
    ],
  })
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { caPem: pem(ca), key, cert: pem(cert) }
}

interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

interface Certificate {
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly keys: Keys
  readonly signer: KeyObject
  readonly extensions: readonly Buffer[]
}

type Bytes = Buffer | readonly number[]

const hourMs = 3_600_000

function newKeys(): Promise<Keys> {
  return promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
}

function certificate(content: Certificate): Buffer {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const start = Date.now() - hourMs
  const signed = sequence(
    tlv(0xa0, integer([2])),
    integer(serialNumber()),
    algorithm,
    content.issuer,
    sequence(time(start), time(start + 24 * hourMs)),
    content.subject,
    spki(content.keys),
    tlv(0xa3, sequence(...content.extensions)),
  )
  return sequence(signed, algorithm, bitString(0, sign('sha256', signed, content.signer)))
}

/** 16 bytes, positive and without a leading zero as DER wants an integer to be. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f)
  return bytes
}

function spki(keys: Keys): Buffer {
  return keys.publicKey.export({ type: 'spki', format: 'der' })
}

function keyId(keys: Keys): Buffer {
  return createHash('sha256').update(spki(keys)).digest().subarray(0, 20)
}

function commonName(name: string): Buffer {
  return sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(name)))))
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  const flag = critical === undefined ? [] : [tlv(0x01, [0xff])]
  return sequence(oid(id), ...flag, tlv(0x04, value))
}

/** `YYMMDDHHMMSSZ`, the form RFC 5280 wants until 2049. */
function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14)
  return tlv(0x17, Buffer.from(`${digits}Z`))
}

function oid(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number)
  return tlv(0x06, [first * 40 + second, ...rest.flatMap(base128)])
}

function base128(value: number): number[] {
  const high = Math.floor(value / 128)
  const low = value % 128
  return high === 0 ? [low] : [...base128(high).map((byte) => byte | 0x80), low]
}

function integer(value: Bytes): Buffer {
  return tlv(0x02, value)
}

function bitString(unusedBits: number, value: Bytes): Buffer {
  return tlv(0x03, [unusedBits, ...value])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function tlv(tag: number, value: Bytes): Buffer {
  return Buffer.from([tag, ...length(value.length), ...value])
}

function length(size: number): number[] {
  if (size < 0x80) return [size]
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const keyUsage = {
  digitalSignature: bitString(7, [0x80]),
  certificateSign: bitString(1, [0x06]),
}

const loopbackNames = [
  tlv(0x82, Buffer.from('localhost')),
  tlv(0x87, [127, 0, 0, 1]),
  tlv(0x87, [...Array<number>(15).fill(0), 1]),
]
