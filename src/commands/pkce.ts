import { Command, InvalidArgumentError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { PkceView } from '../kernel/service-views.js'
import { flowHelp } from './server-options.js'

/** What was typed behind `pkce`. */
export interface PkceOptions {
  /** `true` when the host was left to the profile, `false` to make the pair here. */
  readonly remote: string | boolean
  readonly length: number | undefined
}

/** What `pkce` needs. */
export interface PkceContext {
  /** @param length Characters of the verifier; `undefined` for the usual 43. */
  readonly local: (length: number | undefined) => Promise<Omit<PkceView, 'kind'>>
  /** @param host As a person names an org; `undefined` for the profile's. */
  readonly remote: (host: string | undefined) => Promise<Omit<PkceView, 'kind'>>
  readonly show: (view: PkceView) => void
}

/**
 * `pkce`: a verifier and its challenge. Making them is a hidden default subcommand: an action beside
 * subcommands would take their arguments.
 */
export function pkceCommand(
  run: (options: PkceOptions) => Promise<void>,
  tools: readonly CommandUnknownOpts[],
): CommandUnknownOpts {
  const flow = new Command('flow')
  const command = new Command('pkce')
    .usage('[options]')
    .summary('make a code verifier and its challenge')
    .description(
      'Make a code_verifier and its code_challenge, method S256 (RFC 7636), here or at an org. The verifier ' +
        'is a secret: keep it until the code has come, then send it to the token endpoint.',
    )
    .addHelpText('after', () => flowHelp(flow))
    .addCommand(
      flow
        .description('Make a code_verifier and its code_challenge')
        .option('--remote [host]', "have an org make them, by default the profile's")
        .option('--length <n>', 'characters of the verifier, 43 to 128 (default: 43)', length)
        .action((flags) => run({ remote: flags.remote ?? false, length: flags.length })),
      { isDefault: true, hidden: true },
    )
  for (const tool of tools) command.addCommand(tool)
  return command
}

/** Makes a pair or has one made, and shows it. */
export async function runPkce(options: PkceOptions, context: PkceContext): Promise<void> {
  const { remote, length: wanted } = options
  if (remote !== false && wanted !== undefined) {
    throw new AuthError('usage', 'the org chooses the length itself: --remote takes no --length', {
      hint: 'leave one of them out',
    })
  }
  const pair =
    remote === false
      ? await context.local(wanted)
      : await context.remote(remote === true ? undefined : remote)
  context.show({ kind: 'pkce', ...pair })
}

function length(value: string): number {
  const number = /^\d{2,3}$/.test(value) ? Number(value) : 0
  if (number >= 43 && number <= 128) return number
  throw new InvalidArgumentError('It takes a number of characters, 43 to 128.')
}
