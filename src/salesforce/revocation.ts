import type { OAuthRefusal } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { refuseBusy, refuseRedirect, refused } from '../oauth/answer.js'
import { encodeForm } from '../oauth/form-request.js'
import type { RevocationOutcome } from '../oauth/revocation.js'
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
 * (`invalid_token`, `unsupported_token_type`) is dead already, which RFC 7009 §2.2 would call a success.
 *
 * @throws {AuthError} When the token may still live.
 * @see salesforce-oauth.md §5
 */
export function processRevocation(answer: HttpAnswer): RevocationOutcome {
  if (answer.status === 200) return 'revoked'
  refuseRedirect(answer)
  const host = new URL(answer.url).host
  refuseBusy(answer, host)
  const fields = new URLSearchParams(answer.text)
  const refusal: OAuthRefusal = {
    error: fields.get('error') ?? jsonError(answer.text) ?? 'unknown_error',
    description: fields.get('error_description') ?? undefined,
    status: answer.status,
  }
  if (refusal.error === 'invalid_token' || refusal.error === 'unsupported_token_type') {
    return 'dead_already'
  }
  throw refused(refusal, host, readRefusal)
}

/** Some answers are JSON with the same codes (salesforce-oauth.md §5). */
function jsonError(text: string): string | undefined {
  return /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1]
}
