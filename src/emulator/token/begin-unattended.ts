import type { App } from '../app.js'
import type { GrantFamily } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { ApprovedUser } from './approved-user.js'

/**
 * Begins what a grant leads to that nobody watches. There is never a refresh token, so the scope has
 * none.
 *
 * @throws {Refusal} `invalid_grant` when nothing else is in the scope.
 * @see salesforce-oauth.md sections 3.0 and 3.1
 */
export function beginUnattended(org: OrgState, app: App, approved: ApprovedUser): GrantFamily {
  const scope = approved.scope.filter(
    (name) => name !== 'refresh_token' && name !== 'offline_access',
  )
  if (scope.length === 0) throw new Refusal('invalid_grant', 'no valid scopes defined')
  return org.tokens.begin({
    app,
    user: approved.user,
    scope,
    authTimeMs: undefined,
    approval: false,
  })
}
