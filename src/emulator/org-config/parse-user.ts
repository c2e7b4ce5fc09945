import { randomPassword, recordId, longId, type RecordId } from '../ids.js'
import { badConfig } from '../org-error.js'
import type { User } from '../user.js'
import { fields, flag, oneOf, text, type Parse } from './fields.js'

const keys = `username password security_token user_id kind first_name last_name email phone
active api_only`.split(/\s+/)

/**
 * Reads one user of the configuration; id and password are made up when absent.
 *
 * @throws {OrgError} `bad_config`, naming the key.
 */
export const parseUser: Parse<User> = (value, at) => {
  const given = fields(value, at, keys)
  const username = given.required('username', text)
  return {
    id: given.optional('user_id', userId, undefined) ?? recordId('005'),
    username: username.toLowerCase(),
    password: given.optional('password', text, undefined) ?? randomPassword(),
    securityToken: given.optional('security_token', text, undefined),
    kind: given.optional('kind', oneOf('admin', 'standard', 'external'), 'standard'),
    firstName: given.optional('first_name', text, 'Test'),
    lastName: given.optional('last_name', text, 'User'),
    email: given.optional('email', text, username),
    phone: given.optional('phone', text, '+1 555 0100'),
    active: given.optional('active', flag, true),
    apiOnly: given.optional('api_only', flag, false),
    selfRegistered: false,
  }
}

const userId: Parse<RecordId> = (value, at) => {
  const id = text(value, at)
  const short = id.slice(0, 15)
  if (!/^005[A-Za-z0-9]{12}$/.test(short) || (id !== short && id !== longId(short))) {
    throw badConfig(at, 'is not a user id of 15 or 18 characters that begins with 005')
  }
  return { short, long: longId(short) }
}
