import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import { jsonOf, refuseRedirect } from './answer.js'
import { formRequest } from './form-request.js'
import type { RefusalReading } from './refusal.js'
import type { ProvenClient } from './client-authentication.js'

/** What a server said of a token that it was asked to revoke. */
export type RevocationOutcome = 'revoked' | 'dead_already' | 'unsupported_type'

/**
 * Builds a revocation request.
 *
 * @param kind `undefined` where nobody knows, which leaves the search to the server.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2.1 RFC 7009 §2.1}
 */
export function revocationRequest(
  endpoint: string,
  client: ProvenClient,
  token: Secret,
  kind: RevokedToken | undefined,
): HttpRequest {
  return formRequest(endpoint, client, [
    ['token', token.expose()],
    ...(kind === undefined ? [] : [['token_type_hint', kind] as const]),
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
  refuseUnavailable(answer)
  jsonOf(answer, 'the revocation answer', read)
  throw new AuthError('bad_answer', `the server answered HTTP ${answer.status} to the revocation`)
}

/**
 * Throws when the server wants to be asked again later: until then the token lives (RFC 7009 §2.2.1,
 * threat row T66).
 */
export function refuseUnavailable(answer: HttpAnswer): void {
  const wait = answer.headers['retry-after']
  if (answer.status !== 503 || wait === undefined || !/^\d{1,6}$/.test(wait)) return
  const { host } = new URL(answer.url)
  throw new AuthError('server_error', `${host} revokes nothing for now (HTTP 503)`, {
    hint: `try again in ${wait} seconds`,
  })
}
