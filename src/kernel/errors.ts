/** What a script may rely on when it reads the exit status (cli-contract section 6). */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 130 | 137 | 143

/** Every way a command can fail. Stable: scripts read it as `error` in the JSON error line. */
export type ErrorCode =
  | 'internal'
  | 'output_failed'
  | 'usage'
  | 'secret_on_argv'
  | 'input_required'
  | 'unknown_profile'
  | 'bad_configuration'
  | 'bad_metadata'
  | 'issuer_mismatch'
  | 'untrusted_host'
  | 'unexpected_redirect'
  | 'unsupported_by_server'
  | 'port_in_use'
  | 'login_required'
  | 'access_denied'
  | 'request_refused'
  | 'invalid_client'
  | 'invalid_scope'
  | 'network_error'
  | 'proxy_error'
  | 'tls_error'
  | 'timeout'
  | 'server_error'
  | 'rate_limited'
  | 'outcome_unknown'
  | 'bad_answer'
  | 'token_invalid'
  | 'store_unavailable'
  | 'store_locked'
  | 'store_damaged'
  | 'store_wrong_key'
  | 'partly_done'
  | 'login_timed_out'
  | 'interrupted'
  | 'terminated'
  | 'keychain_hung'

/** The exit status of every code. Total by type: a new code without a status does not compile. */
export const exitStatusOf: Readonly<Record<ErrorCode, ExitStatus>> = {
  internal: 1,
  output_failed: 1,
  usage: 2,
  secret_on_argv: 2,
  input_required: 2,
  unknown_profile: 3,
  bad_configuration: 3,
  bad_metadata: 3,
  issuer_mismatch: 3,
  untrusted_host: 3,
  unexpected_redirect: 3,
  unsupported_by_server: 3,
  port_in_use: 3,
  login_required: 4,
  access_denied: 5,
  request_refused: 5,
  invalid_client: 5,
  invalid_scope: 5,
  network_error: 6,
  proxy_error: 6,
  tls_error: 6,
  timeout: 6,
  server_error: 6,
  rate_limited: 6,
  outcome_unknown: 6,
  bad_answer: 6,
  token_invalid: 7,
  store_unavailable: 8,
  store_locked: 8,
  store_damaged: 8,
  store_wrong_key: 8,
  partly_done: 9,
  login_timed_out: 10,
  interrupted: 130,
  terminated: 143,
  keychain_hung: 137,
}

/** What an {@link AuthError} carries besides its sentence. */
export interface AuthErrorDetails {
  /** An instruction: what to type or change next, without the word `Try`. */
  readonly hint?: string | undefined
  readonly cause?: unknown
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfterS?: number | undefined
}

/**
 * A failure that was foreseen: it knows its code, its exit status and what to do next.
 *
 * The message is one lower-case sentence without a period. Anything that reaches `main` and is not
 * an `AuthError` is a bug of ours and is reported as one.
 */
export class AuthError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly retryAfterS: number | undefined

  constructor(code: ErrorCode, message: string, details: AuthErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'AuthError'
    this.code = code
    this.hint = details.hint
    this.retryAfterS = details.retryAfterS
  }

  get exitStatus(): ExitStatus {
    return exitStatusOf[this.code]
  }

  /** Whether the same call may succeed later without anything being changed (exit status 6). */
  get retryable(): boolean {
    return this.exitStatus === 6
  }
}

/** What a server said when it refused (RFC 6749 §4.1.2.1 and §5.2). */
export interface OAuthRefusal {
  /** The server's `error`, as it came. Sanitise before showing. */
  readonly error: string
  readonly description: string | undefined
  /** HTTP status, or `undefined` when the error came by redirect. */
  readonly status: number | undefined
  /** Where the server explains itself (`error_uri`); shown, never opened. */
  readonly uri?: string
}

/** An OAuth error answer: ours in `code`, the server's own words in `refusal`. */
export class OAuthResponseError extends AuthError {
  readonly refusal: OAuthRefusal

  constructor(
    code: ErrorCode,
    message: string,
    refusal: OAuthRefusal,
    details: AuthErrorDetails = {},
  ) {
    super(code, message, details)
    this.name = 'OAuthResponseError'
    this.refusal = refusal
  }
}
