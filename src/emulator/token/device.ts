import { parameter } from '../call.js'
import type { ApprovedDevice, DeviceAuthorization } from '../device/device-store.js'
import { deviceApp } from '../device/start-device.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { wantsRefreshToken } from '../scopes.js'
import type { Grant } from './grant.js'
import { newRefreshToken, tokenMembers } from './token-members.js'

/** Milliseconds a poll may come early: timers and networks are not exact. */
const earlyMs = 500

/** What each `slow_down` adds, for good. @see RFC 8628 §3.5 */
const slowDownMs = 5000

/**
 * The poll of a device. The texts of its refusals are not known; the codes are.
 *
 * @see salesforce-oauth.md section 4, salesforce-oauth-2.md table A, RFC 8628 §3.4 and §3.5
 */
export const device: Grant = {
  takesScope: false,
  answer: async (org, call) => {
    const app = await deviceApp(org, call)
    const asking = org.devices.find(parameter(call, 'code') ?? '')
    if (asking?.app !== app) throw new Refusal('invalid_request', 'invalid device code')
    const { user, authTimeMs } = redeem(org, asking)
    const { scope } = asking
    const family = org.tokens.begin({ app, user, scope, authTimeMs, approval: true })
    return tokenMembers(org, call, {
      family,
      refreshToken: wantsRefreshToken(scope) ? newRefreshToken(org, family) : undefined,
      nonce: undefined,
    })
  },
}

/** Takes what a person has allowed, once. */
function redeem(org: OrgState, asking: DeviceAuthorization): ApprovedDevice {
  const { state } = asking
  // Salesforce has no `expired_token`.
  if (state.kind === 'used' || org.devices.isExpired(asking)) {
    throw new Refusal('invalid_grant', 'expired device code')
  }
  switch (state.kind) {
    case 'denied':
      throw new Refusal('access_denied', 'end-user denied authorization')
    case 'pending':
      throw stillPending(org, asking)
    case 'approved':
      asking.state = { kind: 'used' }
      return state
  }
}

/** Only who would have to wait anyway is told to wait longer. */
function stillPending(org: OrgState, asking: DeviceAuthorization): Refusal {
  const now = org.clock.nowMs()
  const last = asking.lastPollMs
  asking.lastPollMs = now
  if (last === undefined || now - last >= asking.intervalMs - earlyMs) {
    return new Refusal('authorization_pending', 'authorization pending')
  }
  asking.intervalMs += slowDownMs
  return new Refusal('slow_down', 'polling too frequently')
}
