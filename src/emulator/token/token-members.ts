import { createHmac } from 'node:crypto'
import type { Call } from '../call.js'
import type { GrantFamily, RefreshToken } from '../grant-family.js'
import { refreshTokenText } from '../ids.js'
import { identityUrl } from '../identity-url.js'
import { idToken } from '../id-token.js'
import { newAccessToken } from '../access-token.js'
import type { OrgState } from '../org-state.js'
import type { Members } from './answer-format.js'

/** What one answer gives away. */
export interface Issue {
  readonly family: GrantFamily
  /** A refresh token to hand out, if any. */
  readonly refreshToken: RefreshToken | undefined
  /** The `nonce` of the authorization request, for the ID token. */
  readonly nonce: string | undefined
}

/** Adds a refresh token to a family. */
export function newRefreshToken(org: OrgState, family: GrantFamily): RefreshToken {
  return org.tokens.addRefresh(family, refreshTokenText())
}

/**
 * Mints an access token and writes the answer that carries it, in the order Salesforce does: no
 * `expires_in`, `issued_at` as text in milliseconds.
 *
 * @see salesforce-oauth.md section 3.1
 */
export async function tokenMembers(org: OrgState, call: Call, issue: Issue): Promise<Members> {
  const { app, user, scope } = issue.family
  const accessToken = await newAccessToken(org, call, issue.family)
  const id = identityUrl(org, user, call)
  const issuedAt = String(org.clock.nowMs())
  const ofSite = user.kind === 'external'
  return {
    access_token: accessToken,
    ...(issue.refreshToken === undefined ? {} : { refresh_token: issue.refreshToken.text }),
    ...(ofSite ? { sfdc_community_url: call.hosts.site, sfdc_community_id: org.siteId.long } : {}),
    signature: signature(app.secret, id, issuedAt),
    token_format: app.jwtAccessTokens.enabled ? 'jwt' : 'opaque',
    scope: scope.join(' '),
    ...(scope.includes('openid') ? { id_token: await idToken(org, call, issue, accessToken) } : {}),
    instance_url: ofSite ? call.hosts.site : call.hosts.my_domain,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  }
}

/** Proves that the identity URL came from here. @see salesforce-oauth.md section 18 */
function signature(secret: string, id: string, issuedAt: string): string {
  return createHmac('sha256', secret)
    .update(id + issuedAt)
    .digest('base64')
}
