import type { App } from './app.js'
import { json } from './answers.js'
import { type Call, parameter } from './call.js'
import { introspectionMembers } from './introspection-members.js'
import { oauthError, unauthorized } from './oauth-error.js'
import type { OrgState } from './org-state.js'
import { Refusal } from './refusal.js'
import { authenticateClient } from './token/authenticate-client.js'

/**
 * Answers `POST /services/oauth2/introspect`. A token is found whatever `token_type_hint` says, and to
 * look at it is no use of it.
 *
 * @see salesforce-oauth.md section 6, salesforce-oauth-2.md part B §6, RFC 7662
 */
export async function introspectEndpoint(org: OrgState, call: Call): Promise<Response> {
  if (call.method !== 'POST') return oauthError('invalid_request', 'must use HTTP POST', 400)
  try {
    // The resource server or app "sends the client app's client ID and secret" (salesforce-help 004):
    // an app that may not keep a secret has nothing to prove itself with, and learns nothing here.
    const asking = await authenticateClient(org, call, () => true)
    const text = parameter(call, 'token')
    if (text === undefined) return oauthError('invalid_request', 'token is missing', 400)
    const token = org.tokens.find(text)
    const shown =
      token !== undefined && org.tokens.isActive(token) && maySee(org, asking, token.family.app)
    return json(shown ? introspectionMembers(org, call, token) : { active: false })
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return notThisClient(call, cause)
  }
}

/** Its own tokens, those of what it registered, or all. @see salesforce-help 002 step 15 */
function maySee(org: OrgState, asking: App, owner: App): boolean {
  return (
    asking === owner ||
    asking.introspectAll ||
    org.registered.find(owner.clientId)?.registrar === asking
  )
}

/**
 * 401 was observed without credentials. What Salesforce says to wrong ones was NOT FOUND: RFC 7662 §2.3
 * has the same 401 for them, and RFC 6749 §5.2 one code, `invalid_client`, for unknown and unproven.
 */
function notThisClient(call: Call, { error, description }: Refusal): Response {
  const challenge = `Basic realm="${call.origin}"`
  return error === 'invalid_client_id'
    ? unauthorized('invalid_client', 'invalid client credentials', challenge)
    : unauthorized(error, description, challenge)
}
