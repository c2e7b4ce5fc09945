import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectTcp, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { throwAwayAuthority } from '../../../src/emulator/tls.js'
import { describeWith } from '../../support/needs.js'

describe('throw-away authority', () => {
  it.each(['localhost', '127.0.0.1', '::1'])(
    'lets a client that trusts it reach a server as %s',
    async (servername) => {
      const { caPem, key, cert } = await throwAwayAuthority()

      expect(await handshake({ key, cert }, caPem, servername)).toBe(undefined)
    },
  )

  it('vouches for no other name', async () => {
    const { caPem, key, cert } = await throwAwayAuthority()

    expect(await handshake({ key, cert }, caPem, 'login.salesforce.com')).toBe(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    )
  })

  it('vouches for nobody else’s server', async () => {
    const [mine, other] = await Promise.all([throwAwayAuthority(), throwAwayAuthority()])

    expect(await handshake(other, mine.caPem, 'localhost')).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  it('lives for one day that began an hour ago', async () => {
    const before = Date.now()
    const made = await throwAwayAuthority()
    const certificates = [made.caPem, made.cert].map((text) => new X509Certificate(text))

    for (const certificate of certificates) {
      const start = Date.parse(certificate.validFrom)
      expect(Date.parse(certificate.validTo) - start).toBe(86_400_000)
      expect(Math.abs(start + 3_600_000 - before)).toBeLessThan(60_000)
    }
    expect(certificates.map((certificate) => certificate.ca)).toEqual([true, false])
  })

  it('hands the server a PKCS #8 key', async () => {
    expect((await throwAwayAuthority()).key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  })
})

describeWith(['openssl'], 'throw-away authority, read by openssl', () => {
  it('is a strictly valid chain for a TLS server on loopback', async () => {
    const made = await throwAwayAuthority()
    const directory = mkdtempSync(join(tmpdir(), 'oauthctl-tls-'))
    try {
      const caFile = join(directory, 'ca.pem')
      const certFile = join(directory, 'cert.pem')
      writeFileSync(caFile, made.caPem)
      writeFileSync(certFile, made.cert)
      const verify = (...options: string[]): string =>
        execFileSync(
          'openssl',
          ['verify', '-x509_strict', '-CAfile', caFile, ...options, certFile],
          { encoding: 'utf8', stdio: 'pipe' },
        ).trim()

      expect(verify('-purpose', 'sslserver', '-verify_hostname', 'localhost')).toMatch(/: OK$/)
      expect(verify('-purpose', 'sslserver', '-verify_ip', '127.0.0.1')).toMatch(/: OK$/)
      expect(verify('-purpose', 'sslserver', '-verify_ip', '::1')).toMatch(/: OK$/)
      expect(() => verify('-purpose', 'sslclient')).toThrow()
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  })
})

/** Resolves to the code of the client's refusal, `undefined` when it accepts the server. */
async function handshake(
  server: { readonly key: string; readonly cert: string },
  ca: string,
  name: string,
): Promise<string | undefined> {
  const listening = createServer({ key: server.key, cert: server.cert }, (socket) => socket.end())
  listening.on('tlsClientError', () => undefined)
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  // Over a socket that is there already, `host` is only the name the certificate is held against.
  const client = connect({ socket: connectTcp(port, '127.0.0.1'), host: name, ca })
  try {
    await once(client, 'secureConnect')
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  } finally {
    client.destroy()
    listening.close()
  }
}
