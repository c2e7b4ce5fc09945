import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { readCertificate } from '../../../src/oauth/saml-certificate.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'

const start = epochSeconds(1_794_000_000)
const end = epochSeconds(1_794_000_600)
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = certificateOf(keys)
const base64 = pem.replace(/-----[^-]*-----\n/g, '')

describe('the certificate of a key', () => {
  it.each([
    ['PEM', pem],
    ['PEM with CRLF', pem.replaceAll('\n', '\r\n')],
    ['PEM in one line of a CI variable', pem.trim().replaceAll('\n', '\\n')],
    ['PEM with words around it', `Bag Attributes\n${pem}more`],
    ['PEM behind that of another key', certificateOf(others) + pem],
    [
      'PEM behind its private key',
      `${keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}${pem}`,
    ],
    ['base64 of DER in lines', base64],
    ['base64 of DER in one line', base64.replaceAll('\n', '')],
  ])('is read from %s', (_, text) => {
    expect(readCertificate(text, keys.privateKey, 'a.crt')).toBe(pem)
  })

  it.each([
    ['of another key', certificateOf(others), 'it belongs to another key'],
    ['that is none', 'hello', 'it is neither PEM nor base64 of DER, or damaged'],
    ['that is empty', '', 'it is neither PEM nor base64 of DER, or damaged'],
    [
      'that is damaged',
      pem.replace('MII', 'MIJ'),
      'it is neither PEM nor base64 of DER, or damaged',
    ],
    [
      'that is binary',
      Buffer.from(base64, 'base64').toString(),
      'it is neither PEM nor base64 of DER, or damaged',
    ],
    [
      'that is a key',
      keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'it is PEM of something else',
    ],
  ])('is refused when it is one %s, and the source is named', (_, text, reason) => {
    expect(() => readCertificate(text, keys.privateKey, 'a.crt')).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: `a.crt holds no usable certificate: ${reason}`,
        hint: expect.any(String),
      }),
    )
  })

  it('is refused for a key of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(() => readCertificate(pem, privateKey, 'a.crt')).toThrow('it belongs to another key')
  })

  it('is taken to its last second and refused from then on', () => {
    expect(readCertificate(pem, keys.privateKey, 'a.crt', end)).toBe(pem)
    expect(() => readCertificate(pem, keys.privateKey, 'a.crt', epochSeconds(end + 1))).toThrow(
      'a.crt holds no usable certificate: it ended at 2026-11-06T21:30:00Z',
    )
  })
})

function certificateOf(pair: {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}): string {
  const serial = Buffer.alloc(16, 1)
  return selfSignedCertificate({ commonName: 'jo', notBefore: start, notAfter: end, serial }, pair)
}
