import type { App } from '../app.js'
import { askedScope } from '../asked-scope.js'
import { pkceFault } from '../authorize/authorize-fault.js'
import { redirectMatches } from '../authorize/redirect-match.js'
import { type Call, parameter } from '../call.js'
import { findApp, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'

/** An authorization request that shows no page. */
export interface HeadlessRequest {
  readonly app: App
  readonly redirectUri: string
  readonly scope: readonly string[]
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
}

/**
 * Judges what a request without pages says of the app.
 *
 * @throws {Refusal} With the codes of section 16.2.
 * @see salesforce-oauth.md section 12.1
 */
export function headlessRequest(org: OrgState, call: Call): HeadlessRequest {
  const app = headlessApp(org, call)
  const redirectUri = parameter(call, 'redirect_uri')
  if (redirectUri === undefined) {
    throw new Refusal('redirect_uri_missing', 'redirect_uri is missing')
  }
  if (!redirectMatches(app, redirectUri, call.hosts)) {
    throw new Refusal('redirect_uri_mismatch', 'redirect_uri must match configuration')
  }
  refuseWithoutChallenge(org, app, call)
  // The guide calls it comma-separated, its samples have spaces.
  const scope = askedScope(app, parameter(call, 'scope')?.replaceAll(',', ' '))
  if (scope === undefined) {
    throw new Refusal('invalid_scope', 'the requested scope is invalid, unknown, or malformed')
  }
  return {
    app,
    redirectUri,
    scope,
    state: parameter(call, 'state'),
    codeChallenge: parameter(call, 'code_challenge'),
    nonce: parameter(call, 'nonce'),
  }
}

function headlessApp(org: OrgState, call: Call): App {
  const app = findApp(org, parameter(call, 'client_id'))
  if (app === undefined) throw new Refusal('invalid_client_id', 'client identifier invalid')
  if (app.blocked) throw new Refusal('OAUTH_APP_BLOCKED', 'this app is blocked by admin')
  // How a blocked flow is refused is NOT FOUND: the code is that of RFC 6749 §4.1.2.1 for a server that
  // does not do it, and for an app without the flow that of the same section for a client that may not.
  if (org.settings.blockedFlows.includes('code_credentials')) {
    throw new Refusal('unsupported_response_type', 'response type not supported')
  }
  if (!app.codeCredentials.enabled) {
    throw new Refusal('unauthorized_client', 'code and credentials flow not enabled')
  }
  return app
}

/** A public client needs a challenge whatever its settings say. */
function refuseWithoutChallenge(org: OrgState, app: App, call: Call): void {
  const isPublic = !app.requireSecretWebServer
  const fault = pkceFault(org, { ...app, requirePkce: app.requirePkce || isPublic }, call)
  if (fault !== undefined) throw new Refusal(...fault)
}
