import type { Server } from '../kernel/credential.js'
import type { HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { ProvenClient } from './client-authentication.js'
import { encodeForm, formRequest, type FormField } from './form-request.js'

/**
 * Builds the request that trades a signed JWT for a token. The JWT names the client, so a client that has
 * no other proof sends nothing else.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7523#section-2.1 RFC 7523 §2.1}
 */
export function jwtBearerRequest(server: Server, assertion: Secret): HttpRequest {
  return assertionRequest(server.endpoints.token, [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    ['assertion', assertion.expose()],
  ])
}

/**
 * Builds the request that trades a SAML assertion in the client's name for a token.
 *
 * @param assertion Base64url of the signed XML.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7522#section-2.1 RFC 7522 §2.1}
 */
export function samlBearerRequest(server: Server, assertion: string): HttpRequest {
  return assertionRequest(server.endpoints.token, [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:saml2-bearer'],
    ['assertion', assertion],
  ])
}

/**
 * Builds a client credentials request. Scopes travel only when given: Salesforce takes none.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2 RFC 6749 §4.4.2}
 */
export function clientCredentialsRequest(
  server: Server,
  client: ProvenClient,
  scopes: readonly string[] | undefined,
): HttpRequest {
  return formRequest(server.endpoints.token, client, [
    ['grant_type', 'client_credentials'],
    ...scopeField(scopes),
  ])
}

/** A token as a parameter, and its type as a URN. */
export interface TypedToken {
  readonly token: Secret
  readonly type: string
}

/**
 * Builds a token exchange request.
 *
 * @param extra Parameters of the server's own.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8693#section-2.1 RFC 8693 §2.1}
 */
export function tokenExchangeRequest(
  server: Server,
  client: ProvenClient,
  exchange: {
    readonly subject: TypedToken
    readonly actor: TypedToken | undefined
    readonly scopes: readonly string[] | undefined
    readonly extra: readonly FormField[]
  },
): HttpRequest {
  const { subject, actor } = exchange
  return formRequest(server.endpoints.token, client, [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    ['subject_token', subject.token.expose()],
    ['subject_token_type', subject.type],
    ...(actor === undefined
      ? []
      : ([
          ['actor_token', actor.token.expose()],
          ['actor_token_type', actor.type],
        ] as const)),
    ...scopeField(exchange.scopes),
    ...exchange.extra,
  ])
}

/**
 * Builds a password request.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.3.2 RFC 6749 §4.3.2}
 */
export function passwordRequest(
  server: Server,
  client: ProvenClient,
  username: string,
  password: Secret,
): HttpRequest {
  return formRequest(server.endpoints.token, client, [
    ['grant_type', 'password'],
    ['username', username],
    ['password', password.expose()],
  ])
}

/** Builds a form POST in which no client takes part but by the assertion. */
export function assertionRequest(url: string, fields: readonly FormField[]): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    },
    body: encodeForm(fields),
  }
}

function scopeField(scopes: readonly string[] | undefined): readonly FormField[] {
  return scopes === undefined || scopes.length === 0 ? [] : [['scope', scopes.join(' ')]]
}
