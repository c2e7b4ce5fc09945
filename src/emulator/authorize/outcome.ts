import type { Call } from '../call.js'
import { allowDevice, denyDevice, refuseForDevice } from '../device/decide-device.js'
import type { DeviceRequest } from '../device/device-request.js'
import type { OrgState } from '../org-state.js'
import type { User } from '../user.js'
import type { AuthorizeRequest } from './authorize-request.js'
import { allow, asksEveryTime, denied, isApproved } from './decide.js'

/** Whatever a person can be asked about. */
export type PersonRequest = AuthorizeRequest | DeviceRequest

/**
 * Whether a person has to say yes before anything happens. Of a device nobody knows whose it is, so an
 * earlier yes does not count.
 *
 * @see RFC 8628 §5.4
 */
export function mustAsk(org: OrgState, request: PersonRequest, user: User): boolean {
  if (request.kind === 'device' || request.prompt.includes('consent')) return true
  return asksEveryTime(request) || !isApproved(org, request, user)
}

/** Gives the app what it asked for. */
export function whenAllowed(
  org: OrgState,
  call: Call,
  request: PersonRequest,
  user: User,
  authTimeMs: number,
): Response | Promise<Response> {
  return request.kind === 'device'
    ? allowDevice(org, request.device, user, authTimeMs)
    : allow(org, call, { request, user, authTimeMs })
}

/** Acts on a person's no. */
export function whenDenied(org: OrgState, request: PersonRequest): Response {
  return request.kind === 'device' ? denyDevice(org, request.device) : denied(request, 'person')
}

/** Turns away a person whom the policy of the app does not admit. */
export function whenNotAdmitted(org: OrgState, request: PersonRequest): Response {
  return request.kind === 'device' ? refuseForDevice(org, request.device) : denied(request, 'app')
}
