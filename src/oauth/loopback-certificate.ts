import { generateKeyPairSync } from 'node:crypto'
import type { ServerCertificate } from '../kernel/ports.js'
import { later, type EpochSeconds } from '../kernel/token-set.js'
import { selfSignedCertificate } from './self-signed-certificate.js'

const dayInSeconds = 86_400

/**
 * Makes a throw-away certificate for https on loopback, good for a day. No browser trusts it unasked.
 *
 * @param serial 16 random bytes.
 */
export function loopbackCertificate(now: EpochSeconds, serial: Uint8Array): ServerCertificate {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = selfSignedCertificate(
    {
      commonName: 'oauthctl callback',
      notBefore: later(now, -dayInSeconds),
      notAfter: later(now, dayInSeconds),
      serial,
      servesLoopback: true,
    },
    keys,
  )
  return { certificate, key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
