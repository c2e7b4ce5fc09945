import { AuthError } from '../kernel/errors.js'
import { refuseTokenArgument } from './token-argument.js'

/** A refresh token of Salesforce, an opaque token of another server, a code_verifier: no file is called so. */
const opaque = /^(?:5Aep[\w.=-]{16,}|(?=.*\d)(?=.*[A-Za-z])[\w~+=-]{40,})$/

/**
 * Refuses any secret where a file should be named, also one without the shape of a JWT or a session.
 *
 * @param corrected The command that reads a file instead, without the secret.
 * @throws {AuthError} `secret_on_argv`
 */
export function refuseSecretArgument(argument: string | undefined, corrected: string): void {
  refuseTokenArgument(argument, corrected)
  if (argument === undefined || !opaque.test(argument)) return
  throw new AuthError(
    'secret_on_argv',
    'what looks like a secret as an argument would show it to everyone on this machine',
    { hint: `put it into a file or a pipe: ${corrected}; a file of that name is ./NAME` },
  )
}
