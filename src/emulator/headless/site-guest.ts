import { randomPassword, recordId } from '../ids.js'
import type { User } from '../user.js'

/** The guest user of the site: one for all visitors, who is in no list and never logs in. */
export function siteGuest(): User {
  return {
    id: recordId('005'),
    username: 'guest@site.example',
    password: randomPassword(),
    securityToken: undefined,
    kind: 'guest',
    firstName: 'Site',
    lastName: 'Guest',
    email: 'guest@site.example',
    phone: '+1 555 0100',
    active: true,
    apiOnly: false,
    selfRegistered: false,
  }
}
