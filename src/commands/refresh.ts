import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { TokenContext } from './token.js'

/** `refresh`: a new access token now, however good the stored one is. */
export function refreshCommand(run: () => Promise<void>): CommandUnknownOpts {
  return new Command('refresh')
    .summary('force a refresh now')
    .description('Get a new access token now, however fresh the stored one is.')
    .action(() => run())
}

/** Renews and shows. */
export async function runRefresh(
  context: Omit<TokenContext, 'givenToken' | 'rejectedToken'>,
): Promise<void> {
  const profile = await context.profile()
  const { credential, store } = await context.fresh(profile, { kind: 'renew' })
  context.show({ kind: 'tokens', told: 'refresh', credential, store, now: context.now() })
}
