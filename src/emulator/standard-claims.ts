import type { Call } from './call.js'
import { fullName, type User } from './user.js'

/** When the users of an org were last changed, seconds since the epoch. */
const updatedAt = 1_750_000_000

/** The standard claims about a user (OpenID Connect Core §5.1). */
export function standardClaims(user: User, call: Call): Readonly<Record<string, unknown>> {
  return {
    preferred_username: user.username,
    nickname: user.firstName.toLowerCase(),
    name: fullName(user),
    email: user.email,
    email_verified: true,
    given_name: user.firstName,
    family_name: user.lastName,
    zoneinfo: 'America/Los_Angeles',
    locale: 'en_US',
    profile: `${call.hosts.my_domain}/${user.id.long}`,
    picture: `${call.hosts.my_domain}/profilephoto/005/F`,
    phone_number: user.phone,
    phone_number_verified: true,
    address: { country: 'US' },
    updated_at: updatedAt,
  }
}
