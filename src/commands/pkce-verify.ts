import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { Secret } from '../kernel/secret.js'
import type { PkceMatchView } from '../kernel/service-views.js'
import { refuseSecretArgument } from './secret-argument.js'

/** What was typed behind `pkce verify`. */
export interface PkceVerifyOptions {
  readonly challenge: string
  readonly place: string | undefined
}

/** What `pkce verify` needs. */
export interface PkceVerifyContext {
  /** Reads the verifier from a file, `-` or, without a name, stdin unless it is a terminal. */
  readonly verifier: (place: string | undefined) => Promise<Secret>
  /** The mistake that was made, or `undefined` when they match. */
  readonly mismatch: (
    verifier: Secret,
    challenge: string,
  ) => { readonly reason: string; readonly cure: string } | undefined
  /** Why servers may refuse the verifier all the same. */
  readonly warnings: (verifier: Secret) => readonly string[]
  readonly show: (view: PkceMatchView) => void
}

/** `pkce verify <challenge> [file]`: whether a challenge fits a verifier. */
export function pkceVerifyCommand(
  run: (options: PkceVerifyOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('verify')
    .summary('check whether a challenge is of a verifier')
    .description(
      'Check whether a code_challenge is S256 of a code_verifier, and tell the mistake when it is not (exit ' +
        'status 7). The verifier is a secret, so it comes from a file or stdin; the challenge is none. One ' +
        'that begins with - goes behind --: oauthctl pkce verify -- -CHALLENGE FILE.',
    )
    .argument('<challenge>', 'code_challenge')
    .argument('[file]', 'file with the code_verifier, - for stdin')
    .action((challenge, file) => run({ challenge, place: file }))
}

/** Compares and tells the mistake. */
export async function runPkceVerify(
  { challenge, place }: PkceVerifyOptions,
  context: PkceVerifyContext,
): Promise<void> {
  refuseSecretArgument(place, 'oauthctl pkce verify CHALLENGE FILE')
  const verifier = await context.verifier(place)
  const mismatch = context.mismatch(verifier, challenge)
  const warnings = context.warnings(verifier)
  if (mismatch === undefined) {
    context.show({ kind: 'pkce-match', warnings })
    return
  }
  const reasons = [mismatch.reason, ...warnings].join('; ')
  throw new AuthError('token_invalid', `the challenge does not fit the verifier: ${reasons}`, {
    hint: mismatch.cure,
  })
}
