import { randomPassword, recordId } from './ids.js'
import type { User, UserKind } from './user.js'

/** The users of an org nobody configured: an admin, a standard user, a customer of the site. */
export function defaultUsers(): readonly User[] {
  return [
    person('admin', 'admin@acme.example', 'Ada', 'Admin'),
    person('standard', 'user@acme.example', 'Sam', 'Standard'),
    person('external', 'customer@site.example', 'Casey', 'Customer'),
  ]
}

function person(kind: UserKind, username: string, firstName: string, lastName: string): User {
  return {
    id: recordId('005'),
    username,
    password: randomPassword(),
    securityToken: undefined,
    kind,
    firstName,
    lastName,
    email: username,
    phone: '+1 555 0100',
    active: true,
    apiOnly: false,
    selfRegistered: false,
  }
}
