import type { Call } from './call.js'
import type { OrgState } from './org-state.js'

/** Answers one request. */
export type Handler = (org: OrgState, call: Call) => Response | Promise<Response>
