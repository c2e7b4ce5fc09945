import { json, plain } from './answers.js'
import { bearerOf } from './bearer.js'
import type { Call } from './call.js'
import { identityUrl } from './identity-url.js'
import { mayReadIdentity, sharedIdentity } from './identity-members.js'
import type { OrgState } from './org-state.js'
import { standardClaims } from './standard-claims.js'

/**
 * Answers `/services/oauth2/userinfo`; its errors are one word of plain text.
 *
 * @see salesforce-oauth.md section 7.1
 */
export function userinfoEndpoint(org: OrgState, call: Call): Response {
  const bearer = bearerOf(org, call)
  if (bearer.kind === 'missing') return plain('Missing_OAuth_Token', 403)
  if (bearer.kind === 'bad') return plain('Bad_OAuth_Token', 403)
  const { user, scope, app } = bearer.token.family
  if (!mayReadIdentity(scope)) return plain('No_Access', 403)
  return json({
    sub: identityUrl(org, user, call),
    user_id: user.id.long,
    organization_id: org.id.long,
    ...standardClaims(user, call),
    is_salesforce_integration_user: false,
    ...sharedIdentity(org, call, user, app),
  })
}
