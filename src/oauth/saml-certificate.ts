import { X509Certificate, type KeyObject } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import { isoTime, epochSecondsOfMs, type EpochSeconds } from '../kernel/token-set.js'

/**
 * Reads the certificate of a key: PEM, also among others, or base64 of DER.
 *
 * What CI variables do to a PEM is undone: CRLF, and line breaks spelled `\n`.
 *
 * @param name Where it came from, for the error.
 * @param now When given, a certificate that has ended by then is refused.
 * @returns PEM of the one certificate that belongs to the key.
 * @throws {AuthError} `bad_configuration` saying what is wrong.
 */
export function readCertificate(
  text: string,
  key: KeyObject,
  name: string,
  now?: EpochSeconds,
): string {
  const certificates = certificatesIn(text, name)
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key))
  if (own === undefined) {
    throw bad(name, 'it belongs to another key', 'give the certificate that was made with this key')
  }
  const end = epochSecondsOfMs(Date.parse(own.validTo))
  if (now !== undefined && end < now) {
    throw bad(name, `it ended at ${isoTime(end)}`, 'make a new one: oauthctl jwt keygen')
  }
  return own.toString()
}

function certificatesIn(text: string, name: string): readonly X509Certificate[] {
  const plain = text.trim().replaceAll('\\n', '\n').replaceAll('\r\n', '\n')
  const blocks = plain.includes('-----BEGIN')
    ? [...plain.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)]
    : [['', plain]]
  if (blocks.length === 0) {
    const hint = 'give the file that begins with -----BEGIN CERTIFICATE-----'
    throw bad(name, 'it is PEM of something else', hint)
  }
  return blocks.map(([, base64 = '']) => parsed(base64, name))
}

function parsed(base64: string, name: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch (cause) {
    const hint = 'give PEM: openssl x509 -inform der -in FILE, if it is binary'
    throw bad(name, 'it is neither PEM nor base64 of DER, or damaged', hint, cause)
  }
}

function bad(name: string, reason: string, hint: string, cause?: unknown): AuthError {
  return new AuthError('bad_configuration', `${name} holds no usable certificate: ${reason}`, {
    cause,
    hint,
  })
}
