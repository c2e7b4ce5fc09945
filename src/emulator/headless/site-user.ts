import { findUser, type OrgState } from '../org-state.js'
import type { User } from '../user.js'

/** Finds who may log in on the site by a user name: no internal user, and nobody deactivated. */
export function siteUser(org: OrgState, username: string): User | undefined {
  const user = findUser(org, username)
  return user?.kind === 'external' && user.active ? user : undefined
}
