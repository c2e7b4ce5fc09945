import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import { jsonOf, refuseRedirect } from './answer.js'
import { formRequest } from './form-request.js'
import type { RefusalReading } from './refusal.js'
import type { ProvenClient } from './client-authentication.js'

/** What a server that took a revocation said of the token. */
export type RevocationOutcome = 'revoked' | 'dead_already'

/**
 * Builds a revocation request.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2.1 RFC 7009 §2.1}
 */
export function revocationRequest(
  endpoint: string,
  client: ProvenClient,
  token: Secret,
  kind: RevokedToken,
): HttpRequest {
  return formRequest(endpoint, client, [
    ['token', token.expose()],
    ['token_type_hint', kind],
  ])
}

/**
 * Judges a revocation answer. A server answers an unknown token with success too: it is dead, which was
 * the aim (RFC 7009 §2.2).
 *
 * @throws {AuthError} What {@link jsonOf} throws for a refusal.
 */
export function processRevocation(answer: HttpAnswer, read: RefusalReading): RevocationOutcome {
  if (answer.status === 200 || answer.status === 204) return 'revoked'
  refuseRedirect(answer)
  jsonOf(answer, 'the revocation answer', read)
  throw new AuthError('bad_answer', `the server answered HTTP ${answer.status} to the revocation`)
}
