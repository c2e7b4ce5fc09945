import type { App } from '../app.js'
import type { Call } from '../call.js'
import { clientClaim } from '../client-name.js'
import { findApp, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'

/**
 * Finds the app that asks. A secret that is sent is checked, whether or not the app has to send one.
 *
 * @param secretRequired Whether this app has to show its secret for this grant.
 * @throws {Refusal} `invalid_client_id`, `invalid_client` or `app_blocked`.
 * @see salesforce-oauth.md section 3.0, salesforce-help 002 step 9
 */
export function authenticateClient(
  org: OrgState,
  call: Call,
  secretRequired: (app: App) => boolean,
): App {
  const claim = clientClaim(call)
  const app = findApp(org, claim.clientId)
  if (app === undefined) throw new Refusal('invalid_client_id', 'client identifier invalid')
  if (claim.secret === undefined ? secretRequired(app) : claim.secret !== app.secret) {
    throw new Refusal('invalid_client', 'invalid client credentials')
  }
  if (app.blocked) throw new Refusal('app_blocked', 'this app is blocked by admin')
  return app
}
