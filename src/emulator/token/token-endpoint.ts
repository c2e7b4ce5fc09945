import { type Call, parameter } from '../call.js'
import { startDevice } from '../device/start-device.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { formatted, type Members } from './answer-format.js'
import { grants } from './grants.js'

/**
 * Answers `POST /services/oauth2/token`. Every refusal is a 400.
 *
 * @see salesforce-oauth.md section 3
 */
export async function tokenEndpoint(org: OrgState, call: Call): Promise<Response> {
  try {
    if (call.method !== 'POST') throw new Refusal('invalid_request', 'must use HTTP POST')
    refuseTwice(call)
    return formatted(call, await membersFor(org, call))
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const { error, description, uri } = cause
    // The one documented answer with `error_uri` begins with it.
    const first = uri === undefined ? {} : { error_uri: uri }
    return formatted(call, { ...first, error, error_description: description }, 400)
  }
}

function membersFor(org: OrgState, call: Call): Promise<Members> {
  const grantType = parameter(call, 'grant_type')
  const responseType = parameter(call, 'response_type')
  if (grantType === undefined && responseType !== undefined) {
    if (responseType === 'device_code') return startDevice(org, call)
    throw new Refusal('unsupported_response_type', 'response type not supported')
  }
  // No grant, as after a JSON body, is an unknown grant.
  const grant = grants.get(grantType ?? '')
  if (grant === undefined) throw new Refusal('unsupported_grant_type', 'grant type not supported')
  if (!grant.takesScope && parameter(call, 'scope') !== undefined) {
    throw new Refusal('invalid_request', 'scope parameter not supported')
  }
  return grant.answer(org, call)
}

/** RFC 6749 §3.2: no parameter more than once. Salesforce's text for it is not known. */
function refuseTwice(call: Call): void {
  const names = [...call.form.keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Refusal('invalid_request', 'duplicate parameter')
}
