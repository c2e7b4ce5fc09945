import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { DecodedJwt, VerifiedJwtView } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { seconds } from './options.js'
import { refuseTokenArgument } from './token-argument.js'

/** Who says which key is right, as it was typed. */
export type NamedKeys =
  | { readonly kind: 'issuer'; readonly url: string }
  | { readonly kind: 'jwks-url'; readonly url: string }
  | { readonly kind: 'key-file'; readonly path: string }
  | { readonly kind: 'certificate'; readonly path: string }

/** What was typed behind `jwt verify`. */
export interface JwtVerifyOptions {
  readonly place: string | undefined
  readonly issuer: string | undefined
  readonly jwksUrl: string | undefined
  readonly keyFile: string | undefined
  readonly certificate: string | undefined
  /** `false` when `--no-audience` was said. */
  readonly audience: string | false | undefined
  readonly clockTolerance: number
}

/** A token and what was asked of it. */
export interface VerifyDemand {
  readonly token: Secret
  readonly keys: NamedKeys
  /** Compared with `iss`; at `keys.kind` `issuer` its metadata's word counts. */
  readonly issuer: string | undefined
  readonly audience: string | undefined
  readonly clockTolerance: number
}

/** What `jwt verify` needs. */
export interface JwtVerifyContext {
  /** Reads the token from a file, `-` or, without a name, stdin unless it is a terminal. */
  readonly token: (place: string | undefined) => Promise<Secret>
  /** @throws {AuthError} `token_invalid` naming the failed check. */
  readonly verify: (demand: VerifyDemand) => Promise<DecodedJwt>
  readonly now: () => EpochSeconds
  readonly show: (view: VerifiedJwtView) => void
}

/** `jwt verify [file]`: whether a token is genuine, for us and of this time. */
export function jwtVerifyCommand(
  run: (options: JwtVerifyOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('verify')
    .summary('check the signature and the claims of a JWT')
    .description(
      'Check a JWT from a file or stdin: signature, issuer, audience and times. Exit status 7 when it\n' +
        'fails. The keys come from the metadata of --issuer, or from --jwks-url, --key-file or\n' +
        '--certificate; beside one of these, --issuer is only compared with the claim.',
    )
    .argument('[file]', 'file with the token, - for stdin')
    .option('--issuer <url>', 'who must have issued it')
    .option('--jwks-url <url>', 'key set to check the signature with')
    .option('--key-file <file>', 'public key to check it with: PEM, JWK or JWKS')
    .option('--certificate <file>', 'certificate to check it with: PEM')
    .option('--audience <aud>', 'whom it must be made for')
    .option('--no-audience', 'do not ask whom it is made for')
    .option('--clock-tolerance <seconds>', 'difference of clocks to forgive', seconds, 60)
    .action((file, flags) =>
      run({
        place: file,
        issuer: flags.issuer,
        jwksUrl: flags.jwksUrl,
        keyFile: flags.keyFile,
        certificate: flags.certificate,
        audience: flags.audience,
        clockTolerance: flags.clockTolerance,
      }),
    )
}

/** Settles what is asked before the token is read, verifies, shows. */
export async function runJwtVerify(
  options: JwtVerifyOptions,
  context: JwtVerifyContext,
): Promise<void> {
  refuseTokenArgument(options.place, corrected(options))
  const keys = namedKeys(options)
  const audience = askedAudience(options)
  if ((options.place ?? '-') === '-' && 'path' in keys && keys.path === '-') {
    throw new AuthError('usage', `the token and --${keys.kind} both want stdin`, {
      hint: 'give one of them a file',
    })
  }
  const { issuer, clockTolerance } = options
  const token = await context.token(options.place)
  const parts = await context.verify({ token, keys, issuer, audience, clockTolerance })
  context.show({
    kind: 'jwt-verified',
    ...parts,
    issuerChecked: issuer !== undefined,
    audienceChecked: audience !== undefined,
    now: context.now(),
  })
}

function namedKeys({ issuer, jwksUrl, keyFile, certificate }: JwtVerifyOptions): NamedKeys {
  const named: readonly NamedKeys[] = [
    ...(jwksUrl === undefined ? [] : [{ kind: 'jwks-url', url: jwksUrl } as const]),
    ...(keyFile === undefined ? [] : [{ kind: 'key-file', path: keyFile } as const]),
    ...(certificate === undefined ? [] : [{ kind: 'certificate', path: certificate } as const]),
  ]
  const [first, second] = named
  if (second !== undefined) {
    throw new AuthError(
      'usage',
      `--${named.map(({ kind }) => kind).join(' and --')} both name keys`,
      {
        hint: 'give one of them',
      },
    )
  }
  if (first !== undefined) return first
  if (issuer !== undefined) return { kind: 'issuer', url: issuer }
  throw new AuthError('input_required', 'nothing says which key the signature must fit', {
    hint: 'give --issuer URL, --jwks-url URL, --key-file FILE or --certificate FILE',
  })
}

function askedAudience({ audience }: JwtVerifyOptions): string | undefined {
  if (audience === false) return undefined
  if (audience !== undefined && audience !== '') return audience
  throw new AuthError('input_required', 'nothing says whom the token must be made for', {
    hint: 'give --audience AUD, or say aloud that it does not matter: --no-audience',
  })
}

/** The command as it was typed, with a file where the token was. */
function corrected(options: JwtVerifyOptions): string {
  const values = {
    '--issuer': options.issuer,
    '--jwks-url': options.jwksUrl,
    '--key-file': options.keyFile,
    '--certificate': options.certificate,
    '--audience': options.audience === false ? undefined : options.audience,
  }
  const words = Object.entries(values).flatMap(([flag, value]) =>
    value === undefined ? [] : [flag, value],
  )
  if (options.audience === false) words.push('--no-audience')
  return ['oauthctl jwt verify FILE', ...words].join(' ')
}
