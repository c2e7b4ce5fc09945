import { createHash, sign, type KeyObject } from 'node:crypto'
import type { EpochSeconds } from '../kernel/token-set.js'
import { bitString, element, integer, objectId, sequence, time } from './der.js'

/** What a certificate says of its key. */
export interface CertificateContent {
  /** 1 to 64 characters (RFC 5280, `ub-common-name`). */
  readonly commonName: string
  readonly notBefore: EpochSeconds
  readonly notAfter: EpochSeconds
  /** 16 random bytes. */
  readonly serial: Uint8Array
  /** Whether a TLS server on `localhost`, 127.0.0.1 and ::1 shows it. */
  readonly servesLoopback?: boolean
}

/**
 * Makes a certificate of an RSA key, signed by that key (RSA-SHA256): what Salesforce takes for digital signatures.
 *
 * Written as DER by hand: the certificate is one fixed shape, and an X.509 library would bring a dozen
 * packages and a patched global `Reflect`.
 *
 * @returns PEM; with a key of 4,096 bits some 1,900 characters.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1 RFC 5280 §4.1}
 */
export function selfSignedCertificate(
  content: CertificateContent,
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
): string {
  const name = commonName(content.commonName)
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' })
  const signed = sequence(
    element(0xa0, integer([2])),
    integer(positive(content.serial)),
    rsaSha256,
    name,
    sequence(time(content.notBefore), time(content.notAfter)),
    name,
    publicKey,
    element(
      0xa3,
      sequence(
        notAnAuthority,
        forSignatures,
        keyIdentifier(publicKey),
        ...(content.servesLoopback === true ? [forTlsServers, loopbackNames] : []),
      ),
    ),
  )
  const signature = sign('sha256', signed, keys.privateKey)
  return pem(sequence(signed, rsaSha256, bitString(0, signature)))
}

const rsaSha256 = sequence(objectId('1.2.840.113549.1.1.11'), element(0x05, []))
const critical = element(0x01, [0xff])

/** basicConstraints without `cA`: the key signs assertions, never other certificates. */
const notAnAuthority = sequence(objectId('2.5.29.19'), critical, octets(sequence()))

/** keyUsage `digitalSignature`, the first bit. */
const forSignatures = sequence(objectId('2.5.29.15'), critical, octets(bitString(7, [0x80])))

/** extendedKeyUsage `serverAuth`. */
const forTlsServers = sequence(
  objectId('2.5.29.37'),
  octets(sequence(objectId('1.3.6.1.5.5.7.3.1'))),
)

/** subjectAltName: one dNSName and two iPAddress (RFC 5280 §4.2.1.6). */
const loopbackNames = sequence(
  objectId('2.5.29.17'),
  octets(
    sequence(
      element(0x82, Buffer.from('localhost')),
      element(0x87, [127, 0, 0, 1]),
      element(0x87, [...Array<number>(15).fill(0), 1]),
    ),
  ),
)

function keyIdentifier(publicKey: Uint8Array): Buffer {
  const id = createHash('sha256').update(publicKey).digest().subarray(0, 20)
  return sequence(objectId('2.5.29.14'), octets(octets(id)))
}

function commonName(name: string): Buffer {
  const utf8 = element(0x0c, Buffer.from(name))
  return sequence(element(0x31, sequence(objectId('2.5.4.3'), utf8)))
}

function octets(value: Uint8Array): Buffer {
  return element(0x04, value)
}

/** A serial number is positive (RFC 5280 §4.1.2.2): the first byte is made neither zero nor a sign. */
function positive(serial: Uint8Array): Uint8Array {
  const [first = 0, ...rest] = serial
  return Uint8Array.of((first & 0x3f) | 0x40, ...rest)
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
