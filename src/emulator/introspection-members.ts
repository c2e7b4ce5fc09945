import { decodeJwt } from 'jose'
import type { Call } from './call.js'
import type { AccessToken, RefreshToken } from './grant-family.js'
import { identityUrl } from './identity-url.js'
import type { OrgState } from './org-state.js'
import { refreshTokenEnd } from './token-store.js'

/** Seconds by which the recorded answer says an opaque token was valid before it was issued. */
const leewayS = 60

/**
 * What introspection says of a token that is accepted now, in the order of Salesforce. A refresh token
 * that only a revocation ends has no `exp`.
 *
 * @see salesforce-oauth.md section 6
 */
export function introspectionMembers(
  org: OrgState,
  call: Call,
  token: AccessToken | RefreshToken,
): Readonly<Record<string, unknown>> {
  const { app, user, scope } = token.family
  return {
    active: true,
    scope: scope.join(' '),
    // The tokens of the SAML assertion flow belong to no app.
    ...(app.clientId === '' ? {} : { client_id: app.clientId }),
    username: user.username,
    sub: identityUrl(org, user, call),
    token_type: token.kind === 'access' ? 'access_token' : 'refresh_token',
    ...timesOf(token),
  }
}

/** Seconds since the epoch. A JWT is repeated, so that nobody sees two ends of one token. */
function timesOf(token: AccessToken | RefreshToken): Readonly<Record<string, number>> {
  if (token.text.startsWith('eyJ')) {
    const { exp = 0, iat = 0, nbf = 0 } = decodeJwt(token.text)
    return { exp, iat, nbf }
  }
  const endMs = token.kind === 'access' ? token.expiresAtMs : refreshTokenEnd(token)
  const iat = Math.floor(token.issuedAtMs / 1000)
  return {
    ...(endMs === Infinity ? {} : { exp: Math.floor(endMs / 1000) }),
    iat,
    nbf: iat - leewayS,
  }
}
