import type { Call } from '../call.js'
import { allowDevice, denyDevice, refuseForDevice } from '../device/decide-device.js'
import type { DeviceRequest } from '../device/device-request.js'
import {
  allowRequestToken,
  denyRequestToken,
  refuseForRequestToken,
} from '../oauth1/decide-request-token.js'
import type { RequestTokenRequest } from '../oauth1/request-token-request.js'
import type { OrgState } from '../org-state.js'
import type { User } from '../user.js'
import type { AuthorizeRequest } from './authorize-request.js'
import { allow, asksEveryTime, denied, isApproved } from './decide.js'

/** Whatever a person can be asked about. */
export type PersonRequest = AuthorizeRequest | DeviceRequest | RequestTokenRequest

/**
 * Whether a person has to say yes before anything happens. Of a device nobody knows whose it is, and a
 * request token is an approval of its own, so for them an earlier yes does not count.
 *
 * @see RFC 8628 §5.4
 */
export function mustAsk(org: OrgState, request: PersonRequest, user: User): boolean {
  if (request.kind !== 'authorize' || request.prompt.includes('consent')) return true
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
  switch (request.kind) {
    case 'authorize':
      return allow(org, call, { request, user, authTimeMs })
    case 'device':
      return allowDevice(org, request.device, user, authTimeMs)
    case 'request_token':
      return allowRequestToken(org, request.token, user, authTimeMs)
  }
}

/** Acts on a person's no. */
export function whenDenied(org: OrgState, request: PersonRequest): Response {
  switch (request.kind) {
    case 'authorize':
      return denied(request, 'person')
    case 'device':
      return denyDevice(org, request.device)
    case 'request_token':
      return denyRequestToken(org, request.token)
  }
}

/** Turns away a person whom the policy of the app does not admit. */
export function whenNotAdmitted(org: OrgState, request: PersonRequest): Response {
  switch (request.kind) {
    case 'authorize':
      return denied(request, 'app')
    case 'device':
      return refuseForDevice(org, request.device)
    case 'request_token':
      return refuseForRequestToken(org, request.token)
  }
}
