import { AuthError } from '../kernel/errors.js'
import { optionalNumber, optionalObject, type JsonObject, type JsonSource } from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import { epochSeconds, type EpochSeconds } from '../kernel/token-set.js'

/** How the errors of the codec call what they read. */
export const recordSource: JsonSource = {
  name: 'the sealed credential',
  code: 'store_damaged',
}

/** The error for a member that is not what was written. @returns {AuthError} `store_damaged`. */
export function wrong(member: string, wanted: string): AuthError {
  return new AuthError(recordSource.code, `"${member}" of ${recordSource.name} is not ${wanted}`)
}

/** The member as a time. @throws {AuthError} `store_damaged` */
export function requiredTime(object: JsonObject, member: string): EpochSeconds {
  const value = optionalNumber(object, member, recordSource)
  if (value === undefined || !Number.isSafeInteger(value)) throw wrong(member, 'a time in seconds')
  return epochSeconds(value)
}

/** The member as an object. @throws {AuthError} `store_damaged` */
export function recordMember(object: JsonObject, name: string): JsonObject {
  const found = optionalObject(object, name, recordSource)
  if (found === undefined) throw wrong(name, 'an object')
  return found
}

/** Wraps a secret that is there. */
export function secretOf(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value)
}
