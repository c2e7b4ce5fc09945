import { json, plain } from '../answers.js'
import { bearerOf, judgeToken } from '../bearer.js'
import { type Call, parameter } from '../call.js'
import { instanceUrl } from '../instance-url.js'
import { belongsAt, type OrgState } from '../org-state.js'
import { isOwnPath } from '../own-path.js'
import { covers } from '../scopes.js'
import { frontdoorPath } from './frontdoor-path.js'

/**
 * Answers `/services/oauth2/singleaccess`: an access token, opaque or JWT, for a URL that opens a new
 * session. Errors are one word of plain text.
 *
 * @see salesforce-oauth.md section 13.1
 */
export function singleAccessEndpoint(org: OrgState, call: Call): Response {
  const inBody = call.form.get('access_token')
  const bearer = inBody === null ? bearerOf(org, call) : judgeToken(org, inBody)
  // As at the other endpoints that answer in one word; what comes without a token is not documented here.
  if (bearer.kind === 'missing') return plain('Missing_OAuth_Token', 403)
  if (bearer.kind === 'bad') return plain('Bad_OAuth_Token', 403)
  const { user, scope } = bearer.token.family
  // A token of a customer is one of the site, the others are of My Domain.
  if (!belongsAt(user, call.role)) return plain('Bad_OAuth_Token', 403)
  if (!covers(scope, 'web')) return plain('Invalid_Scope', 403)
  // That such a user is refused is documented, the word for it is not.
  if (user.apiOnly) return plain('No_Access', 403)
  const path = relativePath(parameter(call, 'redirect_uri') ?? '/')
  // Only a relative URL is documented, not what comes of another.
  if (path === undefined) return plain('Invalid_Redirect_Uri', 400)
  const otp = org.frontdoorOtps.issue({ user, path })
  return json({ frontdoor_uri: `${instanceUrl(call, user)}${frontdoorPath}?otp=${otp}` })
}

/** The sf CLI sends a path without the first slash. */
function relativePath(uri: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined
  const path = uri.startsWith('/') || uri.startsWith('\\') ? uri : `/${uri}`
  return isOwnPath(path) ? path : undefined
}
