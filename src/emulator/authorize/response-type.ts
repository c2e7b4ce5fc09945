import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import type { User } from '../user.js'
import type { AuthorizeRequest } from './authorize-request.js'

/** A request that a person has allowed. */
export interface AllowedRequest {
  readonly request: AuthorizeRequest
  readonly user: User
  /** When the person logged in, milliseconds. */
  readonly authTimeMs: number
}

/** One way to answer an authorization request. */
export interface ResponseType {
  readonly usesPkce: boolean
  readonly answer: (
    org: OrgState,
    call: Call,
    allowed: AllowedRequest,
  ) => Response | Promise<Response>
}
