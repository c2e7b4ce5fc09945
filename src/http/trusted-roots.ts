import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import { AuthError } from '../kernel/errors.js'

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * The certificate authorities to trust: all that Node trusts anyway, and those in the file.
 *
 * Node's `ca` option replaces its own roots and `NODE_EXTRA_CA_CERTS`, so both are named again.
 *
 * @param caFile PEM, one certificate or more.
 * @param extraFile From `NODE_EXTRA_CA_CERTS`. Node only warns when it cannot be read, and so it is
 * left out here.
 * @throws {AuthError} `bad_configuration` when the file cannot be read or holds no certificate.
 */
export async function trustedRoots(
  caFile: string,
  extraFile: string | undefined,
): Promise<readonly string[]> {
  const own = certificatesIn(
    await readFile(caFile, 'utf8').catch((cause: unknown) => unreadable(caFile, cause)),
  )
  if (own.length === 0) throw noCertificate(caFile)
  const extra = extraFile ? await readFile(extraFile, 'utf8').catch(() => '') : ''
  return [...defaultRoots(), ...certificatesIn(extra), ...own]
}

/** Since Node 22.15 this also has the operating system's, when Node was told to use them. */
function defaultRoots(): readonly string[] {
  const current: unknown = Reflect.get(tls, 'getCACertificates')
  if (typeof current !== 'function') return tls.rootCertificates
  return (current as (type: string) => readonly string[])('default')
}

function certificatesIn(pem: string): readonly string[] {
  return (pem.match(certificate) ?? []).filter(isCertificate)
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

function unreadable(caFile: string, cause: unknown): never {
  throw new AuthError(
    'bad_configuration',
    `the file of certificate authorities ${caFile} cannot be read`,
    {
      hint: 'name a PEM file with --ca-file',
      cause,
    },
  )
}

function noCertificate(caFile: string): AuthError {
  return new AuthError('bad_configuration', `${caFile} holds no certificate in PEM form`, {
    hint: 'name a file with --ca-file that begins with -----BEGIN CERTIFICATE-----',
  })
}
