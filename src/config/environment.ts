import { AuthError } from '../kernel/errors.js'

/** The process environment. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable's value; an empty one counts as unset, because CI passes missing secrets as ''. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name]
  return value === undefined || value === '' ? undefined : value
}

/**
 * A switch: on for `1` and `true`, off for `0`, `false` and empty.
 *
 * @throws {AuthError} `bad_configuration` naming the variable for anything else.
 */
export function switchedOn(env: Environment, name: string): boolean {
  const value = variable(env, name)?.toLowerCase()
  if (value === undefined || value === '0' || value === 'false') return false
  if (value === '1' || value === 'true') return true
  throw new AuthError('bad_configuration', `${name} is neither on (1, true) nor off (0, false)`, {
    hint: `set ${name}=1 or unset it`,
  })
}

/** Whether this runs in CI, as the services say it: set and not off. */
export function inCi(env: Environment): boolean {
  const value = variable(env, 'CI')?.toLowerCase()
  return value !== undefined && value !== '0' && value !== 'false'
}
