import type { App, RefreshTokenReuse } from '../app.js'
import { badConfig } from '../org-error.js'
import { fields, flag, whole, type Fields, type Parse } from './fields.js'

/** A day: longer than the grace of any server. */
const mostGraceSeconds = 86_400

/**
 * Reads `refresh_token_rotation` and `refresh_token_reuse` of an app.
 *
 * @param at Path of the app.
 * @throws {OrgError} `bad_config` for a reuse without rotation, where no token is ever rotated out.
 */
export function rotation(
  given: Fields,
  at: string,
): Pick<App, 'refreshTokenRotation' | 'refreshTokenReuse'> {
  const refreshTokenRotation = given.optional('refresh_token_rotation', flag, false)
  const reuse = given.optional('refresh_token_reuse', refreshTokenReuse, undefined)
  if (reuse !== undefined && !refreshTokenRotation) {
    throw badConfig(`${at}.refresh_token_reuse`, 'means nothing without refresh_token_rotation')
  }
  return { refreshTokenRotation, refreshTokenReuse: reuse ?? { kind: 'fatal' } }
}

/** `"fatal"`, `"idempotent"` or `{"grace_seconds":N}`. */
const refreshTokenReuse: Parse<RefreshTokenReuse> = (value, at) => {
  if (typeof value === 'object' && value !== null) {
    const seconds = fields(value, at, ['grace_seconds']).required(
      'grace_seconds',
      whole(1, mostGraceSeconds),
    )
    return { kind: 'grace', seconds }
  }
  if (value === 'fatal' || value === 'idempotent') return { kind: value }
  throw badConfig(at, 'is none of fatal, idempotent, {"grace_seconds":N}')
}
