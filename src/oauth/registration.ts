import type { JsonObject } from '../kernel/json.js'
import type { HttpRequest } from '../kernel/ports.js'
import type { ClientManagement } from '../kernel/registration.js'
import type { Secret } from '../kernel/secret.js'

/**
 * Builds a client registration request.
 *
 * @param token The initial access token; `undefined` where registration is open.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-3.1 RFC 7591 §3.1}
 */
export function registrationRequest(
  endpoint: string,
  token: Secret | undefined,
  metadata: JsonObject,
): HttpRequest {
  return jsonRequest('POST', endpoint, token, metadata)
}

/** Builds a client read request (RFC 7592 §2.1). */
export function clientReadRequest({ uri, token }: ClientManagement): HttpRequest {
  return request('GET', uri, token)
}

/** Builds a client update request, which replaces all metadata (RFC 7592 §2.2). */
export function clientUpdateRequest(
  { uri, token }: ClientManagement,
  metadata: JsonObject,
): HttpRequest {
  return jsonRequest('PUT', uri, token, metadata)
}

/** Builds a client delete request (RFC 7592 §2.3). */
export function clientDeleteRequest({ uri, token }: ClientManagement): HttpRequest {
  return request('DELETE', uri, token)
}

function request(method: 'GET' | 'DELETE', url: string, token: Secret): HttpRequest {
  return { method, url, headers: headersWith(token), body: undefined }
}

function jsonRequest(
  method: 'POST' | 'PUT',
  url: string,
  token: Secret | undefined,
  metadata: JsonObject,
): HttpRequest {
  const headers = { ...headersWith(token), 'content-type': 'application/json' }
  return { method, url, headers, body: JSON.stringify(metadata) }
}

function headersWith(token: Secret | undefined): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token.expose()}` }),
  }
}
