import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Demand } from '../flows/demand.js'
import type { FreshToken } from '../flows/fresh-token.js'
import type { StoreKind } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'
import { seconds } from './options.js'

/** What was typed behind `token`. */
export interface TokenOptions {
  readonly minTtl: number | undefined
  readonly rejected: string | undefined
}

/** What `token` and `refresh` need. */
export interface TokenContext {
  /** The name of the chosen profile. @throws {AuthError} `unknown_profile`. */
  readonly profile: () => Promise<string>
  /** `OAUTHCTL_ACCESS_TOKEN`: used as is, never stored, wins over the store. */
  readonly givenToken: () => Secret | undefined
  /** Reads the token that the API refused, from a file or `-`. */
  readonly rejectedToken: (place: string) => Promise<Secret>
  readonly fresh: (profile: string, demand: Demand) => Promise<FreshToken & { store: StoreKind }>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

/** `token`: an access token that is good for a while, refreshed once if needed. */
export function tokenCommand(run: (options: TokenOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('token')
    .summary('print an access token that is valid for a while')
    .description('Print an access token, refreshed first when it is about to end.')
    .option(
      '--min-ttl <seconds>',
      'shortest life wanted (default: 60, or a tenth of its life)',
      seconds,
    )
    .option('--rejected <file>', 'a token the API refused, - for stdin: give another one')
    .action((flags) => run({ minTtl: flags.minTtl, rejected: flags.rejected }))
}

/** Resolves the demand, gets the token, shows it. */
export async function runToken(options: TokenOptions, context: TokenContext): Promise<void> {
  const profile = await context.profile()
  const given = context.givenToken()
  if (given !== undefined) {
    context.show({ kind: 'bare-token', accessToken: given, profile })
    return
  }
  const demand: Demand =
    options.rejected === undefined
      ? { kind: 'min-ttl', seconds: options.minTtl }
      : { kind: 'not-this', rejected: await context.rejectedToken(options.rejected) }
  const { credential, store } = await context.fresh(profile, demand)
  context.show({ kind: 'tokens', told: 'token', credential, store, now: context.now() })
}
