import { AuthError } from '../kernel/errors.js'

/** A JWS, a JWE, or an access token of Salesforce. */
const tokenShapes = /^(?:eyJ[\w-]+(?:\.[\w-]*){2,}|00D\w{12,15}!.*)$/s

/**
 * Refuses a token where a file should be named: everyone on the machine can read arguments.
 *
 * @param corrected The command that reads a file instead, without the token.
 * @throws {AuthError} `secret_on_argv`
 */
export function refuseTokenArgument(argument: string | undefined, corrected: string): void {
  if (argument === undefined || !tokenShapes.test(argument)) return
  throw new AuthError(
    'secret_on_argv',
    'a token as an argument would show it to everyone on this machine',
    { hint: `put it into a file or a pipe: ${corrected}` },
  )
}
