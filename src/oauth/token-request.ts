import type { Server } from '../kernel/credential.js'
import type { HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { formRequest } from './form-request.js'
import type { ProvenClient } from './client-authentication.js'

/**
 * Builds the request that exchanges an authorization code for tokens.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 RFC 6749 §4.1.3}, RFC 7636 §4.5
 */
export function authorizationCodeRequest(
  server: Server,
  client: ProvenClient,
  grant: {
    /** Salesforce's hybrid sibling takes the same members (salesforce-oauth.md §13). */
    readonly type: 'authorization_code' | 'hybrid_auth_code'
    readonly code: string
    readonly redirectUri: string
    readonly codeVerifier: string
  },
): HttpRequest {
  return formRequest(server.endpoints.token, client, [
    ['grant_type', grant.type],
    ['code', grant.code],
    ['redirect_uri', grant.redirectUri],
    ['code_verifier', grant.codeVerifier],
  ])
}

/**
 * Builds the request that renews an access token. No `scope`: Salesforce refuses it here, and every
 * server takes its absence as the scope already granted.
 *
 * @param type `hybrid_refresh` renews Salesforce's hybrid sessions as well (salesforce-oauth.md §13).
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 RFC 6749 §6}
 */
export function refreshTokenRequest(
  server: Server,
  client: ProvenClient,
  refreshToken: Secret,
  type: 'refresh_token' | 'hybrid_refresh' = 'refresh_token',
): HttpRequest {
  return formRequest(server.endpoints.token, client, [
    ['grant_type', type],
    ['refresh_token', refreshToken.expose()],
  ])
}
