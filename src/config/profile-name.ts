import { AuthError } from '../kernel/errors.js'

/**
 * Checks a profile's name: 1 to 64 letters, digits and `. _ - + @`, not starting with a dash or a dot.
 *
 * @throws {AuthError} `usage` naming it.
 */
export function profileName(name: string): string {
  if (/^[\p{L}\p{N}_+@][\p{L}\p{N}._+@-]{0,63}$/u.test(name) && name !== '__proto__') return name
  throw new AuthError('usage', `${JSON.stringify(name)} cannot name a profile`, {
    hint: 'use up to 64 letters, digits and . _ - + @',
  })
}
