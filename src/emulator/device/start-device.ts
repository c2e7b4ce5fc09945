import type { App } from '../app.js'
import { askedScope } from '../asked-scope.js'
import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { Members } from '../token/answer-format.js'
import { authenticateClient } from '../token/authenticate-client.js'
import { firstIntervalS } from './device-store.js'
import { verificationPath } from './verification-path.js'

/**
 * Begins the device flow, which Salesforce does at the token endpoint. The answer has no `expires_in`
 * and no `verification_uri_complete`.
 *
 * @throws {Refusal} When the app may not use the flow or asks for a scope it lacks.
 * @see salesforce-oauth.md section 4, RFC 8628 §3.1 and §3.2
 */
export async function startDevice(org: OrgState, call: Call): Promise<Members> {
  const app = await deviceApp(org, call)
  const scope = askedScope(app, parameter(call, 'scope'))
  if (scope === undefined) {
    throw new Refusal('invalid_scope', 'the requested scope is invalid, unknown, or malformed')
  }
  const { deviceCode, userCode } = org.devices.begin(app, scope)
  return {
    device_code: deviceCode,
    user_code: userCode,
    interval: firstIntervalS,
    verification_uri: `${call.origin}${verificationPath}`,
  }
}

/** The app of a device. It proves itself only if it likes to. @see salesforce-oauth-2.md table A */
export async function deviceApp(org: OrgState, call: Call): Promise<App> {
  const app = await authenticateClient(org, call, () => false)
  if (!app.deviceFlow) {
    throw new Refusal('invalid_grant', 'device flow is not enabled for the app')
  }
  return app
}
