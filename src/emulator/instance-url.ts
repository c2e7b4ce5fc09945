import type { Call } from './call.js'
import type { Role } from './role.js'
import { worksOnSite, type User } from './user.js'

/** The host a user works at: the site for its customers, My Domain for all others. */
export function instanceRole(user: User): Role {
  return worksOnSite(user) ? 'site' : 'my_domain'
}

/** The origin a user works at. @see salesforce-oauth.md section 3.1, member `instance_url` */
export function instanceUrl(call: Call, user: User): string {
  return call.hosts[instanceRole(user)]
}
