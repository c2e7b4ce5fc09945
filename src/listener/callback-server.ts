import { createServer, type RequestListener } from 'node:http'
import type { Server } from 'node:net'
import type { ServerCertificate } from '../kernel/ports.js'
import { usableCertificate } from './usable-certificate.js'

const limits = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 500,
}
const tlsLimits = { minVersion: 'TLSv1.2', handshakeTimeout: 5_000 } as const

/**
 * What makes servers for that scheme, not yet bound. Over TLS no version below 1.2 is spoken.
 *
 * @param certificate Asked for with https, and only then.
 * @throws {AuthError} `bad_configuration` for a certificate that cannot be served.
 */
export async function callbackServer(
  protocol: 'http' | 'https',
  certificate: () => Promise<ServerCertificate>,
): Promise<(answer: RequestListener) => Server> {
  if (protocol === 'http') return (answer) => createServer(limits, answer)
  const { certificate: cert, key } = usableCertificate(await certificate())
  const { createServer: createTlsServer } = await import('node:https')
  return (answer) => createTlsServer({ ...limits, ...tlsLimits, cert, key }, answer)
}
