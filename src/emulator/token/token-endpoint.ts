import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { formatted } from './answer-format.js'
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
    // No grant, as after a JSON body, is an unknown grant.
    const grant = grants.get(parameter(call, 'grant_type') ?? '')
    if (grant === undefined) throw new Refusal('unsupported_grant_type', 'grant type not supported')
    if (!grant.takesScope && parameter(call, 'scope') !== undefined) {
      throw new Refusal('invalid_request', 'scope parameter not supported')
    }
    return formatted(call, await grant.answer(org, call))
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const { error, description, uri } = cause
    // The one documented answer with `error_uri` begins with it.
    const first = uri === undefined ? {} : { error_uri: uri }
    return formatted(call, { ...first, error, error_description: description }, 400)
  }
}

/** RFC 6749 §3.2: no parameter more than once. Salesforce's text for it is not known. */
function refuseTwice(call: Call): void {
  const names = [...call.form.keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Refusal('invalid_request', 'duplicate parameter')
}
