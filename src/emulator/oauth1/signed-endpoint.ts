import { plain } from '../answers.js'
import type { Call } from '../call.js'
import type { Handler } from '../handler.js'
import type { OrgState } from '../org-state.js'
import { faultAnswer, Oauth1Fault } from './oauth1-fault.js'

/** Makes an endpoint of a step that an app signs and posts. */
export function signedEndpoint(step: (org: OrgState, call: Call) => Response): Handler {
  return (org, call) => {
    if (call.method !== 'POST') return plain('Use POST', 405)
    try {
      return step(org, call)
    } catch (cause) {
      if (cause instanceof Oauth1Fault) return faultAnswer(call, cause)
      throw cause
    }
  }
}
