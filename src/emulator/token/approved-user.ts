import type { App } from '../app.js'
import type { Call } from '../call.js'
import { belongsAt, findUser, isPreauthorized, mayUse, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'

/** A user, and what an app may do for that user without asking. */
export interface ApprovedUser {
  readonly user: User
  readonly scope: readonly string[]
}

/**
 * Finds the user whom a signed assertion names, if an administrator or that user has allowed the app
 * before. A user nobody knows and one who never allowed anything are the same to Salesforce.
 *
 * @throws {Refusal} `invalid_grant`, or `invalid_app_access` where only an administrator can allow it.
 * @see salesforce-oauth-2.md table A on section 3.7
 */
export function approvedUser(
  org: OrgState,
  call: Call,
  app: App,
  username: string | undefined,
): ApprovedUser {
  const user = username === undefined ? undefined : findUser(org, username)
  if (user === undefined || !belongsAt(user, call.role)) throw unapproved()
  refuseInactive(user)
  refuseNotAdmitted(app, user)
  if (isPreauthorized(app, user)) return { user, scope: app.scopes }
  if (!org.consents.covers(user, app, [])) throw unapproved()
  return { user, scope: app.scopes.filter((name) => org.consents.covers(user, app, [name])) }
}

function unapproved(): Refusal {
  return new Refusal('invalid_grant', "user hasn't approved this consumer")
}

/** @throws {Refusal} When the user was deactivated. @see salesforce-oauth-2.md part B, §3 */
export function refuseInactive(user: User): void {
  if (!user.active) throw new Refusal('invalid_grant', 'inactive user')
}

/** @throws {Refusal} When the app is only for those an administrator chose, and this user is not one. */
export function refuseNotAdmitted(app: App, user: User): void {
  if (!mayUse(app, user)) {
    throw new Refusal('invalid_app_access', 'user is not admin approved to access this app')
  }
}
