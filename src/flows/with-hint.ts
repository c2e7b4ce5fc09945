import { AuthError, OAuthResponseError } from '../kernel/errors.js'

/** The same failure with another thing to do next; what the server said stays. */
export function withHint(error: AuthError, hint: string): AuthError {
  const details = { cause: error, hint }
  return error instanceof OAuthResponseError
    ? new OAuthResponseError(error.code, error.message, error.refusal, details)
    : new AuthError(error.code, error.message, details)
}
