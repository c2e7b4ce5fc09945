import { generateKeyPair, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { AuthError } from '../kernel/errors.js'
import type { Random } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { later, type EpochSeconds } from '../kernel/token-set.js'
import { selfSignedCertificate } from '../oauth/self-signed-certificate.js'

/** A file to write. */
export interface NewFile {
  readonly path: string
  readonly text: string
  readonly mode: 0o600 | 0o644
}

/** Files that appear whole or not at all. */
export interface NewFiles {
  /** Those of the paths where something is already. */
  readonly existing: (paths: readonly string[]) => readonly string[]
  /** Writes all of them, or none. @throws {AuthError} When something is already there, or cannot be written. */
  readonly create: (files: readonly NewFile[]) => Promise<void>
  /** The same over what is there. */
  readonly replace: (files: readonly NewFile[]) => Promise<void>
}

/** The key that is wanted, and where. */
export interface KeygenRequest {
  readonly keyFile: string
  readonly certificateFile: string
  readonly bits: number
  readonly days: number
  readonly commonName: string
  /** Encrypts the key file. */
  readonly passphrase: Secret | undefined
  readonly existing: 'refuse' | 'replace'
}

/** What was made. */
export interface MadeKey {
  readonly fingerprint: string
  readonly notAfter: EpochSeconds
}

/** The certificate begins earlier by this, because the clock of the server that reads it may be behind. */
const backdatedSeconds = 300

/**
 * Makes an RSA key and its certificate for the JWT bearer flow, and writes both.
 *
 * @throws {AuthError} `usage` naming the files that are already there; what the files throw.
 */
export async function makeSigningKey(
  request: KeygenRequest,
  ports: { readonly files: NewFiles; readonly random: Random; readonly now: () => EpochSeconds },
  signal: AbortSignal,
): Promise<MadeKey> {
  const { keyFile, certificateFile, passphrase } = request
  if (request.existing === 'refuse')
    refuseExisting(ports.files.existing([keyFile, certificateFile]))
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: request.bits })
  signal.throwIfAborted()
  const now = ports.now()
  const notAfter = later(now, request.days * 86_400)
  const certificate = selfSignedCertificate(
    {
      commonName: request.commonName,
      notBefore: later(now, -backdatedSeconds),
      notAfter,
      serial: Buffer.from(ports.random.base64url(16), 'base64url'),
    },
    keys,
  )
  const files: readonly NewFile[] = [
    { path: keyFile, text: privatePem(keys.privateKey, passphrase), mode: 0o600 },
    { path: certificateFile, text: certificate, mode: 0o644 },
  ]
  await (request.existing === 'refuse' ? ports.files.create(files) : ports.files.replace(files))
  return { fingerprint: new X509Certificate(certificate).fingerprint256, notAfter }
}

function refuseExisting(paths: readonly string[]): void {
  if (paths.length === 0) return
  const [verb, them] = paths.length === 1 ? ['exists', 'it'] : ['exist', 'them']
  throw new AuthError('usage', `${paths.join(' and ')} already ${verb}`, {
    hint: `choose other names with --out-key and --out-cert, or replace ${them} with --force`,
  })
}

function privatePem(key: KeyObject, passphrase: Secret | undefined): string {
  const form = { type: 'pkcs8', format: 'pem' } as const
  return passphrase === undefined
    ? key.export(form).toString()
    : key.export({ ...form, cipher: 'aes-256-cbc', passphrase: passphrase.expose() }).toString()
}
