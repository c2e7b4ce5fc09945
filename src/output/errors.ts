import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import { sanitize } from './sanitize.js'
import { scrub } from './scrub.js'
import type { Style } from './style.js'

/**
 * An error for people: one sentence and one `Try:` line.
 *
 * @param secrets What a server may have echoed and must not be shown.
 */
export function errorText(error: AuthError, style: Style, secrets: readonly string[] = []): string {
  const shown = (text: string): string => sanitize(scrub(text, secrets))
  const sentence = `${style.bad('error:')} ${shown(error.message).replace(/\.+$/, '')}.\n`
  return error.hint === undefined ? sentence : `${sentence}Try: ${shown(error.hint)}\n`
}

/**
 * An error for scripts: one JSON line (cli-contract section 5).
 *
 * @param secrets What a server may have echoed and must not be shown.
 */
export function errorJson(error: AuthError, secrets: readonly string[] = []): string {
  const shown = (text: string): string => sanitize(scrub(text, secrets))
  const refusal = error instanceof OAuthResponseError ? error.refusal : undefined
  return `${JSON.stringify({
    error: error.code,
    error_description: shown(error.message),
    ...(refusal === undefined
      ? {}
      : {
          oauth_error: shown(refusal.error),
          oauth_error_description: shown(refusal.description ?? ''),
        }),
    hint: error.hint === undefined ? '' : shown(error.hint),
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
