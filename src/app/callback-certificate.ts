import { randomBytes, X509Certificate } from 'node:crypto'
import { readKeyFile, readTextFile } from '../config/private-text.js'
import { AuthError } from '../kernel/errors.js'
import type { LoginOptions } from '../kernel/login-options.js'
import type { ServerCertificate } from '../kernel/ports.js'
import type { Services } from './services.js'

/**
 * What an https callback is served with: the files that were given, else a throw-away certificate, whose
 * fingerprint is told so that a person can compare it with what the browser warns of.
 *
 * @throws {AuthError} `usage` for one file without the other, `bad_configuration` for one that cannot be read.
 */
export async function callbackCertificate(
  { callbackCert, callbackKey }: Pick<LoginOptions, 'callbackCert' | 'callbackKey'>,
  services: Services,
): Promise<ServerCertificate> {
  if (callbackCert !== undefined && callbackKey !== undefined) {
    const certificate = await readTextFile(callbackCert, 'the certificate of the callback')
    const key = await readKeyFile(callbackKey, 'the private key of the callback', '')
    return { certificate: certificate.expose(), key: key.expose() }
  }
  if (callbackCert !== undefined || callbackKey !== undefined) {
    throw new AuthError('usage', '--callback-cert and --callback-key belong together', {
      hint: 'give both, or none for a throw-away certificate',
    })
  }
  const { loopbackCertificate } = await import('../oauth/loopback-certificate.js')
  const made = loopbackCertificate(services.now(), randomBytes(16))
  services.note(
    `The callback is served with a throw-away certificate, so the browser will warn; its SHA-256 fingerprint is\n${new X509Certificate(made.certificate).fingerprint256}`,
  )
  return made
}
