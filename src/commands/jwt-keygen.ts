import {
  Command,
  InvalidArgumentError,
  Option,
  type CommandUnknownOpts,
} from '@commander-js/extra-typings'
import type { KeygenRequest, MadeKey } from '../flows/jwt-keygen.js'
import type { KeygenView } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'

/** What was typed behind `jwt keygen`. */
export interface JwtKeygenOptions {
  readonly keyFile: string
  readonly certificateFile: string
  readonly days: number
  readonly commonName: string
  readonly bits: number
  readonly force: boolean
}

/** What `jwt keygen` needs. */
export interface JwtKeygenContext {
  /** `OAUTHCTL_KEY_PASSPHRASE`: encrypts the key. */
  readonly passphrase: () => Promise<Secret | undefined>
  readonly make: (request: KeygenRequest) => Promise<MadeKey>
  readonly now: () => EpochSeconds
  readonly show: (view: KeygenView) => void
}

/** `jwt keygen`: a signing key and the certificate to upload. */
export function jwtKeygenCommand(
  run: (options: JwtKeygenOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('keygen')
    .summary('make a signing key and its certificate')
    .description(
      'Make an RSA key and a self-signed certificate for the JWT bearer flow, and say where to\n' +
        'upload it. With OAUTHCTL_KEY_PASSPHRASE[_FILE] the key file is encrypted.',
    )
    .option('--out-key <file>', 'private key to write', 'server.key')
    .option('--out-cert <file>', 'certificate to write', 'server.crt')
    .addOption(
      new Option('--days <n>', 'life of the certificate, 1 to 3650').argParser(days).default(365),
    )
    .addOption(
      new Option('--subject <cn>', 'common name in the certificate')
        .argParser(commonName)
        .default('oauthctl'),
    )
    .addOption(
      new Option('--bits <n>', 'size of the key: 2048 or 4096').argParser(bits).default(2048),
    )
    .option('--force', 'replace files that exist')
    .action((flags) =>
      run({
        keyFile: flags.outKey,
        certificateFile: flags.outCert,
        days: flags.days,
        commonName: flags.subject,
        bits: flags.bits,
        force: flags.force === true,
      }),
    )
}

/** Makes the key, tells what to do with it. */
export async function runJwtKeygen(
  options: JwtKeygenOptions,
  context: JwtKeygenContext,
): Promise<void> {
  const { force, ...wanted } = options
  const passphrase = await context.passphrase()
  const made = await context.make({
    ...wanted,
    passphrase,
    existing: force ? 'replace' : 'refuse',
  })
  context.show({
    kind: 'jwt-keygen',
    keyFile: options.keyFile,
    certificateFile: options.certificateFile,
    ...made,
    bits: options.bits,
    encrypted: passphrase !== undefined,
    now: context.now(),
  })
}

function days(value: string): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= 3_650) return number
  throw new InvalidArgumentError('It takes days, 1 to 3650.')
}

function bits(value: string): number {
  if (value === '2048' || value === '4096') return Number(value)
  throw new InvalidArgumentError('It takes 2048 or 4096.')
}

/** RFC 5280 ends a common name at 64 characters. */
function commonName(value: string): string {
  if (/^[^\p{Cc}\p{Cs}]{1,64}$/u.test(value)) return value
  throw new InvalidArgumentError('It takes a name of 1 to 64 characters.')
}
