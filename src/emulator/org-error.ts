/** Why an org could not start. */
export type OrgErrorCode = 'port_in_use' | 'bad_config'

/** An org that could not start. The message is one sentence, the hint says what to do. */
export class OrgError extends Error {
  readonly code: OrgErrorCode
  readonly hint: string

  constructor(code: OrgErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'OrgError'
    this.code = code
    this.hint = hint
  }
}

/**
 * A configuration that cannot be used.
 *
 * @param at The key, as a path: `apps[0].id_token.minutes`.
 */
export function badConfig(at: string, message: string): OrgError {
  return new OrgError('bad_config', `${at} ${message}`, `correct ${at} in the configuration`)
}
