import type { OAuthRefusal } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import { refuseBusy, refuseRedirect, refused } from '../oauth/answer.js'
import { encodeForm } from '../oauth/form-request.js'
import { refuseUnavailable, type RevocationOutcome } from '../oauth/revocation.js'
import { readRefusal } from './refusals.js'
import type { ProvenClient } from '../oauth/client-authentication.js'

/**
 * Builds Salesforce's revocation request: the token alone, without client authentication.
 *
 * @see salesforce-oauth.md §5
 */
export function revocationRequest(
  endpoint: string,
  _client: ProvenClient,
  token: Secret,
): HttpRequest {
  return {
    method: 'POST',
    url: endpoint,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: encodeForm([['token', token.expose()]]),
  }
}

/**
 * Judges Salesforce's revocation answer, whose errors are urlencoded. A token it does not know
 * (`invalid_token`) is dead already, which RFC 7009 §2.2 would call a success.
 *
 * @throws {AuthError} When the token may still live.
 * @see salesforce-oauth.md §5
 */
export function processRevocation(answer: HttpAnswer): RevocationOutcome {
  if (answer.status === 200) return 'revoked'
  refuseRedirect(answer)
  refuseUnavailable(answer)
  const host = new URL(answer.url).host
  refuseBusy(answer, host)
  const fields = new URLSearchParams(answer.text)
  const refusal: OAuthRefusal = {
    error: fields.get('error') ?? jsonError(answer.text) ?? 'unknown_error',
    description: fields.get('error_description') ?? undefined,
    status: answer.status,
  }
  if (refusal.error === 'invalid_token') return 'dead_already'
  if (refusal.error === 'unsupported_token_type') return 'unsupported_type'
  throw refused(refusal, host, readRefusal)
}

/** Some answers are JSON with the same codes (salesforce-oauth.md §5). */
function jsonError(text: string): string | undefined {
  return /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1]
}

/**
 * Tells the kind of a Salesforce token by its look: a session begins with the org's id, a refresh token
 * with `5Aep` (salesforce-oauth.md §18); a JWT is always an access token (§7.5).
 */
export function tokenKind(token: Secret): RevokedToken | undefined {
  const text = token.expose()
  if (text.startsWith('5Aep')) return 'refresh_token'
  return /^00D\w{12,15}!/.test(text) || /^eyJ[\w-]*(?:\.[\w-]+){2}$/.test(text)
    ? 'access_token'
    : undefined
}
