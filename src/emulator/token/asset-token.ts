import { type Call, parameter } from '../call.js'
import { clientClaim } from '../client-name.js'
import { customMembers } from '../custom-members.js'
import type { GrantFamily } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { actorClaims } from './actor-token.js'
import type { Members } from './answer-format.js'
import { authenticateClient } from './authenticate-client.js'

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'

/**
 * Exchanges an access token of this org, and what a device says of itself, for a token that the
 * device can show to the backend of the app. It opens nothing in the org.
 *
 * @see salesforce-oauth.md section 3.12, salesforce-oauth-2.md part B §3.12, salesforce-help 002 step 17
 */
export async function assetToken(org: OrgState, call: Call): Promise<Members> {
  refuseOtherTypes(call)
  const family = subjectFamily(org, call)
  const { app } = family
  if (clientClaim(call).clientId !== undefined) {
    const asking = await authenticateClient(org, call, () => false)
    if (asking !== app) throw new Refusal('invalid_grant', 'expired access/refresh token')
  }
  const settings = app.assetTokens
  if (!settings.enabled) throw new Refusal('invalid_grant', 'asset tokens not enabled')
  if (!['api', 'openid'].every((name) => family.scope.includes(name))) {
    throw new Refusal('invalid_grant', 'no valid scopes defined')
  }
  const actor = parameter(call, 'actor_token')
  const device = actor === undefined ? {} : await actorClaims(org, actor)
  const iat = org.clock.nowS()
  const token = await org.keys.signAssetToken({
    aud: [...settings.audiences],
    nbf: iat,
    iss: call.origin,
    iat,
    exp: iat + settings.seconds,
    ...device,
    ...customMembers(settings),
  })
  return {
    access_token: token,
    issued_token_type: jwtType,
    token_type: 'Bearer',
    expires_in: settings.seconds,
  }
}

function refuseOtherTypes(call: Call): void {
  const subjectType = parameter(call, 'subject_token_type')?.toLowerCase()
  const actorType = parameter(call, 'actor_token_type')?.toLowerCase()
  const hasActor = parameter(call, 'actor_token') !== undefined
  if (subjectType !== accessTokenType || (hasActor && actorType !== jwtType)) {
    throw new Refusal('unsupported_token_type', 'this token type is not supported')
  }
}

function subjectFamily(org: OrgState, call: Call): GrantFamily {
  const token = org.tokens.useAccess(parameter(call, 'subject_token') ?? '')
  if (token === undefined) throw new Refusal('invalid_grant', 'expired access/refresh token')
  return token.family
}
