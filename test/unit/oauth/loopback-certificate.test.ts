import { createPrivateKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { loopbackCertificate } from '../../../src/oauth/loopback-certificate.js'

test('a throw-away certificate names every loopback host, serves TLS, fits its key, and lives for a day', () => {
  const { certificate, key } = loopbackCertificate(epochSeconds(1_700_000_000), Buffer.alloc(16, 7))
  const read = new X509Certificate(certificate)
  expect({
    names: read.subjectAltName,
    usage: read.keyUsage,
    from: read.validFrom,
    to: read.validTo,
    authority: read.ca,
    ownKey: read.checkPrivateKey(createPrivateKey(key)),
    ownSignature: read.verify(read.publicKey),
  }).toEqual({
    names: 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    usage: ['1.3.6.1.5.5.7.3.1'],
    from: 'Nov 13 22:13:20 2023 GMT',
    to: 'Nov 15 22:13:20 2023 GMT',
    authority: false,
    ownKey: true,
    ownSignature: true,
  })
})
