import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'
import type { Call } from './call.js'
import type { IdTokenSettings } from './app.js'
import { customMembers } from './custom-members.js'
import { identityUrl } from './identity-url.js'
import type { OrgState } from './org-state.js'
import { standardClaims } from './standard-claims.js'
import type { Issue } from './token/token-members.js'

/**
 * Signs the ID token of an answer.
 *
 * @see salesforce-oauth.md section 7.3, salesforce-help 002 step 16, OpenID Connect Core §2
 */
export async function idToken(
  org: OrgState,
  call: Call,
  issue: Issue,
  accessToken: string,
): Promise<string> {
  const { app, user, authTimeMs } = issue.family
  const iat = org.clock.nowS()
  return org.keys.signIdToken({
    at_hash: halfHash(accessToken),
    sub: identityUrl(org, user, call),
    ...audience(app.clientId, app.idToken),
    iss: issuer(call),
    exp: iat + app.idToken.minutes * 60,
    iat,
    ...(issue.nonce === undefined ? {} : { nonce: issue.nonce }),
    ...(authTimeMs === undefined ? {} : { auth_time: Math.floor(authTimeMs / 1000) }),
    ...(app.idToken.standardClaims ? standardClaims(user, call) : {}),
    ...customMembers(app.idToken),
  })
}

/** The host that was called; a site writes its own with a slash at the end. */
function issuer(call: Call): string {
  return call.role === 'site' ? `${call.origin}/` : call.origin
}

/** The client is always among the audiences, and is named as the one (OpenID Connect Core §2, `azp`). */
function audience(clientId: string, settings: IdTokenSettings): JWTPayload {
  if (settings.audiences.length === 0) return { aud: clientId }
  return { aud: [clientId, ...settings.audiences], azp: clientId }
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash, in base64url. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
