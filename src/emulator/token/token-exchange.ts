import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { assetToken } from './asset-token.js'
import { exchangedToken } from './exchanged-token.js'
import type { Grant } from './grant.js'

/**
 * The token exchange grant (RFC 8693), by which two flows go: a token of another identity provider
 * for one of this org, and an access token of this org for the token of a device.
 *
 * @see salesforce-oauth.md sections 3.11 and 3.12
 */
export const tokenExchange: Grant = {
  takesScope: true,
  answer: (org, call) =>
    isForDevice(org, call) ? assetToken(org, call) : exchangedToken(org, call),
}

/** The token of the device is optional, so an access token of an app that issues asset tokens will do. */
function isForDevice(org: OrgState, call: Call): boolean {
  if (parameter(call, 'actor_token') !== undefined) return true
  if (parameter(call, 'token_handler') !== undefined) return false
  const subject = org.tokens.find(parameter(call, 'subject_token') ?? '')
  return subject?.kind === 'access' && subject.family.app.assetTokens.enabled
}
