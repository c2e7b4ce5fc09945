import { randomPassword, recordId } from '../ids.js'
import { findUser, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import { passwordFault } from './password-policy.js'

/** What somebody who registers says, kept until the one-time password comes back. */
export interface NewUser {
  readonly username: string
  readonly email: string
  readonly phone: string | undefined
  readonly firstName: string
  readonly lastName: string
  /** `undefined` for an account without one. */
  readonly password: string | undefined
}

/**
 * Makes a real user of the queued data, as the registration handler of the site does. The server has the
 * code `registration_error`; its texts are NOT FOUND.
 *
 * @throws {Refusal} `registration_error`.
 * @see salesforce-oauth-2.md part B §12
 */
export function registerUser(org: OrgState, made: NewUser): User {
  if (findUser(org, made.username) !== undefined) throw failed('duplicate username')
  const user: User = {
    id: recordId('005'),
    username: made.username.trim().toLowerCase(),
    password: made.password ?? randomPassword(),
    securityToken: undefined,
    kind: 'external',
    firstName: made.firstName,
    lastName: made.lastName,
    email: made.email,
    phone: made.phone ?? '',
    active: true,
    apiOnly: false,
    selfRegistered: true,
  }
  // Every user name at Salesforce has the form of an email address.
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(user.username)) throw failed('invalid username')
  const fault = passwordFault(user.username, made.password)
  if (fault !== undefined) throw failed(fault)
  org.registeredUsers.add(user)
  return user
}

function failed(description: string): Refusal {
  return new Refusal('registration_error', description)
}
