import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import { clientClaim } from '../client-name.js'
import { findApp, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { assertedClient } from './client-assertion.js'

/**
 * Finds the app that asks. A secret that is sent is checked, whether or not the app has to send one; an
 * assertion is looked at only where there is no secret.
 *
 * @param secretRequired Whether this app has to prove itself for this grant.
 * @throws {Refusal} `invalid_client_id`, `invalid_client` or `app_blocked`.
 * @see salesforce-oauth.md sections 3.0 and 3.13, salesforce-help 002 step 9
 */
export async function authenticateClient(
  org: OrgState,
  call: Call,
  secretRequired: (app: App) => boolean,
): Promise<App> {
  const { clientId, secret } = clientClaim(call)
  const assertion = parameter(call, 'client_assertion')
  const app =
    secret === undefined && assertion !== undefined
      ? await assertedClient(org, call, assertion)
      : clientBySecret(org, clientId, secret, secretRequired)
  if (app === undefined) throw new Refusal('invalid_client', 'invalid client credentials')
  if (app.blocked) throw new Refusal('app_blocked', 'this app is blocked by admin')
  return app
}

function clientBySecret(
  org: OrgState,
  clientId: string | undefined,
  secret: string | undefined,
  secretRequired: (app: App) => boolean,
): App | undefined {
  const app = findApp(org, clientId)
  if (app === undefined) throw new Refusal('invalid_client_id', 'client identifier invalid')
  const proven = secret === undefined ? !secretRequired(app) : secret === app.secret
  return proven ? app : undefined
}
