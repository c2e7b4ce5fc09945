import type { App } from '../app.js'
import type { Call } from '../call.js'
import { clientClaim } from '../client-name.js'
import { findApp, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'

/** An app that can sign. */
export interface AssertingApp {
  readonly app: App
  /** PEM, a certificate or a public key. */
  readonly certificate: string
}

/**
 * Finds the app that an assertion says it is from. Client id and secret need not be sent besides, but
 * have to be right if they are.
 *
 * @throws {Refusal} `invalid_client_id`, `invalid_client`, `app_blocked`, or `invalid_grant` when the
 * app does not use digital signatures.
 * @see salesforce-oauth.md sections 3.7 and 3.8, salesforce-help 002 step 5
 */
export function assertingApp(org: OrgState, call: Call, issuer: string | undefined): AssertingApp {
  const app = findApp(org, issuer)
  const { clientId, secret } = clientClaim(call)
  if (app === undefined || (clientId !== undefined && clientId !== app.clientId)) {
    throw new Refusal('invalid_client_id', 'client identifier invalid')
  }
  if (secret !== undefined && secret !== app.secret) {
    throw new Refusal('invalid_client', 'invalid client credentials')
  }
  if (app.blocked) throw new Refusal('app_blocked', 'this app is blocked by admin')
  if (app.certificate === undefined) throw invalidAssertion()
  return { app, certificate: app.certificate }
}

/** One text for most of what can be wrong with an assertion. */
export function invalidAssertion(): Refusal {
  return new Refusal('invalid_grant', 'invalid assertion')
}
