import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { DecodedJwt, DecodedJwtView } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { refuseTokenArgument } from './token-argument.js'

/** What `jwt decode` needs. */
export interface JwtDecodeContext {
  /** Reads the token from a file, `-` or, without a name, stdin unless it is a terminal. */
  readonly token: (place: string | undefined) => Promise<Secret>
  /** @throws {AuthError} `token_invalid` when the token is no signed JWT. */
  readonly decode: (token: Secret) => DecodedJwt
  readonly now: () => EpochSeconds
  readonly show: (view: DecodedJwtView) => void
}

/** `jwt decode [file]`: what a token says, unchecked. */
export function jwtDecodeCommand(
  run: (place: string | undefined) => Promise<void>,
): CommandUnknownOpts {
  return new Command('decode')
    .summary('show what a JWT says, its signature unchecked')
    .description(
      'Show the header and the claims of a JWT from a file or stdin. The signature is not checked:\n' +
        'for that there is jwt verify.',
    )
    .argument('[file]', 'file with the token, - for stdin')
    .action((file) => run(file))
}

/** Reads, takes apart, shows. */
export async function runJwtDecode(
  place: string | undefined,
  context: JwtDecodeContext,
): Promise<void> {
  refuseTokenArgument(place, 'oauthctl jwt decode FILE')
  const parts = context.decode(await context.token(place))
  context.show({ kind: 'jwt-decoded', ...parts, now: context.now() })
}
