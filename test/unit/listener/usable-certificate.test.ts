import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { usableCertificate } from '../../../src/listener/usable-certificate.js'
import { newCertificate } from './certificate.js'

const pair = newCertificate()
const other = newCertificate()
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

describe('a certificate for the https callback', () => {
  test('is given back as it came when TLS can serve it', () => {
    expect(usableCertificate(pair)).toEqual(pair)
    const chain = { ...pair, certificate: pair.certificate + other.certificate }
    expect(usableCertificate(chain)).toEqual(chain)
  })

  test.each(['', 'no PEM', pair.key])('is named when it is none', (certificate) => {
    expect(() => usableCertificate({ ...pair, certificate })).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: 'the certificate of the https callback is not PEM',
        hint: expect.stringContaining('--callback-cert'),
        cause: expect.any(Error),
      }),
    )
  })

  test.each(['', 'no PEM', pair.certificate])('has its key named when that is none', (key) => {
    expect(() => usableCertificate({ ...pair, key })).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: 'the key of the https callback is not a PEM private key',
        hint: expect.stringContaining('--callback-key'),
      }),
    )
  })

  test.each(['pkcs8', 'pkcs1'] as const)('has its key named when that is sealed: %s', (type) => {
    const key = createPrivateKey(pair.key)
      .export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'CANARY' })
      .toString()
    expect(() => usableCertificate({ ...pair, key })).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: 'the key of the https callback is sealed with a passphrase',
        hint: expect.stringContaining('--callback-key'),
      }),
    )
  })

  test.each([other.key, elliptic.export({ type: 'pkcs8', format: 'pem' }).toString()])(
    'is refused with the key of another one',
    (key) => {
      expect(() => usableCertificate({ ...pair, key })).toThrow(
        expect.objectContaining({
          code: 'bad_configuration',
          message: 'the key of the https callback does not belong to its certificate',
          hint: expect.stringMatching(/--callback-cert .*--callback-key/),
        }),
      )
    },
  )

  test('never has its key in the error', () => {
    const secret = pair.key.split('\n')[3]!
    try {
      usableCertificate({ certificate: other.certificate, key: pair.key })
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret)
    }
  })
})
