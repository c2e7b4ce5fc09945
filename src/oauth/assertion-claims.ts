import type { JsonObject } from '../kernel/json.js'
import type { Random } from '../kernel/ports.js'
import { later, type EpochSeconds } from '../kernel/token-set.js'

/** How long an assertion of ours lives, in seconds: Salesforce takes three minutes (cli-contract 8.10). */
export const assertionSeconds = 180

/**
 * The claims of an authorization grant by JWT.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7523#section-3 RFC 7523 §3}; `exp` in seconds,
 * whatever other clients send (salesforce-oauth.md §3.7)
 */
export function jwtBearerClaims(
  grant: { readonly clientId: string; readonly subject: string; readonly audience: string },
  now: EpochSeconds,
  random: Random,
): JsonObject {
  return {
    iss: grant.clientId,
    sub: grant.subject,
    aud: grant.audience,
    exp: later(now, assertionSeconds),
    jti: random.base64url(16),
  }
}

/**
 * The claims by which a client proves itself with its key.
 *
 * @param audience The token endpoint at Salesforce (salesforce-oauth.md §3.13), the issuer elsewhere.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7523#section-3 RFC 7523 §3}, OpenID Connect Core §9
 */
export function clientAssertionClaims(
  clientId: string,
  audience: string,
  now: EpochSeconds,
  random: Random,
): JsonObject {
  return {
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat: now,
    exp: later(now, assertionSeconds),
    jti: random.base64url(16),
  }
}
