import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { JsonObject } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import type { UserinfoView } from '../kernel/service-views.js'
import type { EpochSeconds } from '../kernel/token-set.js'

/** What was typed behind `userinfo`. */
export interface UserinfoOptions {
  readonly identity: boolean
}

/** A document and the token that it was asked with. */
export interface UserDocument {
  readonly document: JsonObject
  readonly token: Secret
}

/** What `userinfo` needs. */
export interface UserinfoContext {
  readonly userinfo: () => Promise<UserDocument>
  readonly identity: () => Promise<UserDocument>
  readonly now: () => EpochSeconds
  readonly show: (view: UserinfoView) => void
}

/** `userinfo`: whose token it is, by the server's word. */
export function userinfoCommand(
  run: (options: UserinfoOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('userinfo')
    .summary('ask the server who the user of the token is')
    .description(
      "Ask the server's userinfo endpoint who the user of the profile's token is; the token is refreshed " +
        'first when it is about to end.',
    )
    .option('--identity', "ask Salesforce's identity URL instead, which tells more of the user")
    .action((flags) => run({ identity: flags.identity === true }))
}

/** Asks and shows. */
export async function runUserinfo(
  options: UserinfoOptions,
  context: UserinfoContext,
): Promise<void> {
  const found = await (options.identity ? context.identity() : context.userinfo())
  context.show({ kind: 'userinfo', ...found, now: context.now() })
}
