import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import type { Members } from './answer-format.js'

/** One way to get a token. */
export interface Grant {
  /** Whether the grant defines `scope`; the others refuse it. @see salesforce-oauth.md section 3.0 */
  readonly takesScope: boolean
  /** @throws {Refusal} When there is no token for this request. */
  readonly answer: (org: OrgState, call: Call) => Promise<Members>
}
