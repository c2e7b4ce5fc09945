import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

/** An error for people: one sentence and one `Try:` line. */
export function errorText(error: AuthError, style: Style): string {
  const sentence = `${style.bad('error:')} ${sanitize(error.message)}.\n`
  return error.hint === undefined ? sentence : `${sentence}Try: ${sanitize(error.hint)}\n`
}

/** An error for scripts: one JSON line (cli-contract section 5). */
export function errorJson(error: AuthError): string {
  const refusal = error instanceof OAuthResponseError ? error.refusal : undefined
  return `${JSON.stringify({
    error: error.code,
    error_description: sanitize(error.message),
    ...(refusal === undefined
      ? {}
      : {
          oauth_error: sanitize(refusal.error),
          oauth_error_description: sanitize(refusal.description ?? ''),
        }),
    hint: error.hint === undefined ? '' : sanitize(error.hint),
    exit_status: error.exitStatus,
    retryable: error.retryable,
  })}\n`
}

/** Whatever was thrown and is not an {@link AuthError} is a bug of ours, and says so. */
export function asAuthError(thrown: unknown): AuthError {
  if (thrown instanceof AuthError) return thrown
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new AuthError('internal', `something unexpected happened (${words})`, {
    cause: thrown,
    hint: 'this is a bug of oauthctl; report it with the command and its -v output',
  })
}
