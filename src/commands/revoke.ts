import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { RevokeResult } from '../flows/revoke.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import type { RevokedView } from '../kernel/service-views.js'
import { refuseSecretArgument } from './secret-argument.js'
import { tokenKindOption } from './token-kind-option.js'

/** What was typed behind `revoke`. */
export interface RevokeOptions {
  readonly place: string | undefined
  readonly kind: RevokedToken | undefined
}

/** What `revoke` needs. */
export interface RevokeContext {
  /** The name of the chosen profile. @throws {AuthError} `unknown_profile`. */
  readonly profile: () => Promise<string>
  /** Reads the token from a file or `-`. */
  readonly token: (place: string) => Promise<Secret>
  /** Revokes a token; the profile's own without one. */
  readonly revoke: (
    profile: string,
    token: Secret | undefined,
    kind: RevokedToken | undefined,
  ) => Promise<RevokeResult>
  readonly show: (view: RevokedView) => void
}

/** `revoke [file]`: makes the server forget a token. */
export function revokeCommand(run: (options: RevokeOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('revoke')
    .summary('revoke a token at the server')
    .description(
      "Revoke a token at the server (RFC 7009). Without FILE the profile's refresh token, with which its " +
        'access tokens die, or the access token if there is none. The credential stays, marked: token then ' +
        'exits with 4. To forget it as well: oauthctl logout.',
    )
    .argument('[file]', 'file with the token, - for stdin')
    .addOption(tokenKindOption())
    .action((file, flags) => run({ place: file, kind: flags.tokenTypeHint }))
}

/** Revokes, and tells what died with the token. */
export async function runRevoke(options: RevokeOptions, context: RevokeContext): Promise<void> {
  refuseSecretArgument(options.place, 'oauthctl revoke FILE')
  const profile = await context.profile()
  const given = options.place === undefined ? undefined : await context.token(options.place)
  const result = await context.revoke(profile, given, options.kind)
  context.show({ kind: 'revoked', profile, ...result })
}
