import type { AccessToken } from './grant-family.js'
import type { OrgState } from './org-state.js'
import { covers } from './scopes.js'

/**
 * Finds the access token that serves as a session id: opaque and with the scope `web`, or the one a
 * hybrid app was given another session id for. A JWT is no session id.
 *
 * @see salesforce-oauth.md sections 13 and 13.1
 */
export function sessionToken(org: OrgState, sid: string | undefined): AccessToken | undefined {
  if (sid?.startsWith(`${org.id.short}!`) !== true) return undefined
  const token = org.webSessions.find(sid) ?? org.tokens.useAccess(sid)
  return token !== undefined && covers(token.family.scope, 'web') ? token : undefined
}
