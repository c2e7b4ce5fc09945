import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { ServerCertificate } from '../../../src/kernel/ports.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'

/** A certificate for a callback and its key, both new. */
export function newCertificate(): ServerCertificate {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const nowS = Math.floor(Date.now() / 1000)
  return {
    certificate: selfSignedCertificate(
      {
        commonName: 'localhost',
        notBefore: epochSeconds(nowS - 60),
        notAfter: epochSeconds(nowS + 3_600),
        serial: randomBytes(16),
      },
      keys,
    ),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
