import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import { identityOrigin } from './role.js'
import type { User } from './user.js'

/** The identity URL of a user, always on the login or test host. @see salesforce-oauth.md section 3.1 */
export function identityUrl(org: OrgState, user: User, call: Call): string {
  return `${identityOrigin(call.role, call.hosts)}/id/${org.id.long}/${user.id.long}`
}
