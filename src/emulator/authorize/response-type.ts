import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import type { User } from '../user.js'
import type { AuthorizeRequest } from './authorize-request.js'

/** An error code and its description. */
export type Fault = readonly [error: string, description: string]

/** A request that a person has allowed. */
export interface AllowedRequest {
  readonly request: AuthorizeRequest
  readonly user: User
  /** When the person logged in, milliseconds. */
  readonly authTimeMs: number
}

/** One way to answer an authorization request. */
export interface ResponseType {
  /**
   * `web_server`: a code in the query, guarded by PKCE. `user_agent`: tokens in the fragment, asked
   * for every time, and an administrator can block it.
   */
  readonly flow: 'web_server' | 'user_agent'
  /** What only this type wants of a request. */
  readonly faultOf: (call: Call, scope: readonly string[]) => Fault | undefined
  readonly answer: (
    org: OrgState,
    call: Call,
    allowed: AllowedRequest,
  ) => Response | Promise<Response>
}
