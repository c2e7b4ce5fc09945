import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { AuthError } from '../kernel/errors.js'
import type { ServerCertificate } from '../kernel/ports.js'

/**
 * Gives back a certificate and key that TLS can serve.
 *
 * @throws {AuthError} `bad_configuration` naming which of the two cannot be used, and why.
 */
export function usableCertificate(given: ServerCertificate): ServerCertificate {
  const certificate = attempt(
    () => new X509Certificate(given.certificate),
    'the certificate of the https callback is not PEM',
    'give a PEM certificate with --callback-cert; openssl x509 -in FILE -noout -text shows one',
  )
  const key = privateKey(given.key)
  if (!certificate.checkPrivateKey(key)) {
    throw new AuthError(
      'bad_configuration',
      'the key of the https callback does not belong to its certificate',
      { hint: 'give the pair that was made together: --callback-cert FILE --callback-key FILE' },
    )
  }
  attempt(
    () => createSecureContext({ cert: given.certificate, key: given.key }),
    'TLS refuses the certificate and key of the https callback',
    'give another pair with --callback-cert and --callback-key: RSA of at least 2,048 bits, or P-256',
  )
  return given
}

function privateKey(pem: string): KeyObject {
  const sealed = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)
  return attempt(
    () => createPrivateKey(pem),
    sealed
      ? 'the key of the https callback is sealed with a passphrase'
      : 'the key of the https callback is not a PEM private key',
    sealed
      ? 'give one without: openssl pkey -in FILE -out OPEN-FILE, then --callback-key OPEN-FILE'
      : 'give the private key of --callback-cert, in PEM, with --callback-key',
  )
}

function attempt<T>(make: () => T, message: string, hint: string): T {
  try {
    return make()
  } catch (cause) {
    throw new AuthError('bad_configuration', message, { hint, cause })
  }
}
