import { createHmac } from 'node:crypto'
import type { Call } from '../call.js'
import type { GrantFamily, RefreshToken } from '../grant-family.js'
import { refreshTokenText } from '../ids.js'
import { identityUrl } from '../identity-url.js'
import { idToken } from '../id-token.js'
import { isJwt, newAccessToken } from '../access-token.js'
import type { OrgState } from '../org-state.js'
import { siteMembers } from '../site-members.js'
import { instanceUrl } from '../instance-url.js'
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
  const { family, refreshToken } = issue
  const { access_token, signature, token_format, scope, ...rest } = await basics(org, call, family)
  const id = family.scope.includes('openid') ? await idToken(org, call, issue, access_token) : ''
  return {
    access_token,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken.text }),
    ...siteMembers(org, call, family.user),
    signature,
    token_format,
    scope,
    ...(id === '' ? {} : { id_token: id }),
    ...rest,
  }
}

/**
 * Mints an access token and writes an answer of certain members, for the grants that nobody watches:
 * each was recorded with fewer members than a login, in an order of its own.
 *
 * @see salesforce-oauth.md section 3.1, the table of recorded answers
 */
export async function sparseMembers(
  org: OrgState,
  call: Call,
  family: GrantFamily,
  names: readonly (keyof Basics)[],
): Promise<Members> {
  const all = await basics(org, call, family)
  return {
    ...Object.fromEntries(names.map((name) => [name, all[name]])),
    ...siteMembers(org, call, family.user),
  }
}

/** What the answers to signed assertions were recorded with. @see salesforce-oauth.md section 3.1 */
export const toAssertion = ['access_token', 'scope', 'instance_url', 'id', 'token_type'] as const

/** What an answer can say of any token. */
interface Basics {
  readonly access_token: string
  readonly signature: string
  readonly token_format: string
  readonly scope: string
  readonly instance_url: string
  readonly id: string
  readonly token_type: string
  readonly issued_at: string
}

async function basics(org: OrgState, call: Call, family: GrantFamily): Promise<Basics> {
  const { app, user, scope } = family
  const accessToken = await newAccessToken(org, call, family)
  const id = identityUrl(org, user, call)
  const issuedAt = String(org.clock.nowMs())
  return {
    access_token: accessToken,
    signature: signature(app.secret, id, issuedAt),
    token_format: isJwt(family) ? 'jwt' : 'opaque',
    scope: scope.join(' '),
    instance_url: instanceUrl(call, user),
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
