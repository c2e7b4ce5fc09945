import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Introspected } from '../flows/introspect.js'
import { AuthError } from '../kernel/errors.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import type { IntrospectionView } from '../kernel/service-views.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { refuseSecretArgument } from './secret-argument.js'
import { tokenKindOption } from './token-kind-option.js'

/** What was typed behind `introspect`. */
export interface IntrospectOptions {
  readonly place: string | undefined
  readonly kind: RevokedToken | undefined
}

/** What `introspect` needs. */
export interface IntrospectContext {
  /** Reads the token from a file or `-`. */
  readonly token: (place: string) => Promise<Secret>
  /** Asks about a token; about the profile's own without one. */
  readonly introspect: (
    token: Secret | undefined,
    kind: RevokedToken | undefined,
  ) => Promise<Introspected>
  readonly now: () => EpochSeconds
  readonly show: (view: IntrospectionView) => void
}

/** `introspect [file]`: what the server says of a token. */
export function introspectCommand(
  run: (options: IntrospectOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('introspect')
    .summary('ask the server whether a token is active, and what it is')
    .description(
      'Ask the server whether a token is active, whose it is and how long it lives (RFC 7662). Without ' +
        "FILE the profile's access token. Exit status 7 when it is not active. An app sees its own tokens; " +
        'at Salesforce all of them with "Introspect All Tokens" switched on in its OAuth settings.',
    )
    .argument('[file]', 'file with the token, - for stdin')
    .addOption(tokenKindOption())
    .action((file, flags) => run({ place: file, kind: flags.tokenTypeHint }))
}

/** Asks, shows, and tells an inactive token by the exit status. */
export async function runIntrospect(
  options: IntrospectOptions,
  context: IntrospectContext,
): Promise<void> {
  refuseSecretArgument(options.place, 'oauthctl introspect FILE')
  const given = options.place === undefined ? undefined : await context.token(options.place)
  const { active, document, token, hint } = await context.introspect(given, options.kind)
  context.show({ kind: 'introspection', active, document, token, now: context.now() })
  if (!active) {
    throw new AuthError('token_invalid', 'the server says that the token is not active', { hint })
  }
}
