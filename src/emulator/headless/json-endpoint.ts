import { json } from '../answers.js'
import type { Call } from '../call.js'
import type { Handler } from '../handler.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { jsonBody, type JsonBody } from './json-body.js'

/** What one step answers to the members it was sent. */
type Step = (org: OrgState, call: Call, body: JsonBody) => Response

/** Only what RFC 6750 §3.1 says of tokens; the statuses of these endpoints are NOT FOUND but for "not 200". */
const statuses: Readonly<Record<string, number>> = { invalid_token: 401, insufficient_scope: 403 }

/**
 * An endpoint of headless identity that takes JSON. A fault of the request is told in a member that is
 * named after its code.
 *
 * @see salesforce-oauth-2.md part B §12
 */
export function jsonEndpoint(step: Step): Handler {
  return (org, call) => {
    try {
      if (call.method !== 'POST') throw new Refusal('invalid_request', 'must use HTTP POST')
      return step(org, call, jsonBody(call))
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      return json({ [cause.error]: cause.description }, statuses[cause.error] ?? 400)
    }
  }
}
