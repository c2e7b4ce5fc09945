import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'

/**
 * A token that may stand in a header: a line break in it would begin another header (threat row T78).
 *
 * @throws {AuthError} `bad_configuration`.
 */
export function headerToken(name: string, given: Secret): Secret {
  const token = given.expose().trim()
  if (/^[\x21-\x7e]+$/.test(token)) return new Secret(token)
  throw new AuthError('bad_configuration', `${name} is no token`, {
    hint: 'put nothing but the token into its file',
  })
}
