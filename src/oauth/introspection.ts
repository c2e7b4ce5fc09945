import { own, type JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { jsonOf } from './answer.js'
import { formRequest } from './form-request.js'
import { timeOf } from './jwt-claims.js'
import type { RefusalReading } from './refusal.js'
import type { ProvenClient } from './client-authentication.js'

/** What a server says of a token. */
export interface Introspection {
  readonly active: boolean
  readonly expiresAt: EpochSeconds | undefined
  /** The document as it came. */
  readonly document: JsonObject
}

/** Builds an introspection request for an access token. */
export function introspectionRequest(
  endpoint: string,
  client: ProvenClient,
  token: Secret,
): HttpRequest {
  return hintedIntrospectionRequest(endpoint, client, token, 'access_token')
}

/**
 * Builds an introspection request for any token.
 *
 * @param hint Its kind; `undefined` where nobody knows, which leaves the search to the server.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7662#section-2.1 RFC 7662 §2.1}
 */
export function hintedIntrospectionRequest(
  endpoint: string,
  client: ProvenClient,
  token: Secret,
  hint: RevokedToken | undefined,
): HttpRequest {
  return formRequest(endpoint, client, [
    ['token', token.expose()],
    ...(hint === undefined ? [] : [['token_type_hint', hint] as const]),
  ])
}

/** Judges an introspection answer (RFC 7662 §2.2). Only the boolean `true` is active (threat row T67). */
export function processIntrospection(answer: HttpAnswer, read: RefusalReading): Introspection {
  const document = jsonOf(answer, 'the introspection answer', read)
  return {
    active: own(document, 'active') === true,
    expiresAt: timeOf(own(document, 'exp')),
    document,
  }
}
