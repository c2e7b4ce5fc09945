import { AuthError } from '../kernel/errors.js'
import { parseJsonObject, requiredString } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { refuseBusy, refuseRedirect } from './answer.js'
import { parseEndpoint } from './endpoint.js'
import { keySet, type VerificationKeys } from './verification-keys.js'

/** Threat row T7. */
const maxKeySetBytes = 524_288

/** Where an issuer publishes its keys, and how it spells itself. */
export interface KeyLocation {
  readonly issuer: string
  readonly jwksUri: string
}

/**
 * Judges a metadata answer for its keys alone: an issuer that only signs, such as a CI service, has no
 * token endpoint.
 *
 * @param accepts Tells whether the document's issuer is the one that was asked for (RFC 8414 §3.3).
 * @throws {AuthError} `bad_metadata`, `issuer_mismatch`, `server_error`, `rate_limited` or
 * `unexpected_redirect`.
 */
export function processKeyLocation(
  answer: HttpAnswer,
  asked: URL,
  accepts: (issuer: string) => boolean,
): KeyLocation {
  refuse(answer, asked.host, 'metadata')
  const source = {
    name: `the metadata of ${asked.host}`,
    code: 'bad_metadata' as const,
    hint: 'name the keys themselves: --jwks-url URL',
  }
  const document = parseJsonObject(answer.text, source)
  const issuer = requiredString(document, 'issuer', source)
  if (!accepts(issuer)) {
    throw new AuthError('issuer_mismatch', `${source.name} names another issuer: ${issuer}`, {
      hint: 'use the issuer exactly as the server spells it, with --issuer',
    })
  }
  const jwksUri = parseEndpoint('jwks_uri', requiredString(document, 'jwks_uri', source), asked)
  return { issuer, jwksUri }
}

/** Builds the request for a key set (RFC 7517 §5). It carries no credential. */
export function keySetRequest(url: string): HttpRequest {
  return {
    method: 'GET',
    url,
    headers: { accept: 'application/jwk-set+json, application/json' },
    body: undefined,
    maxBytes: maxKeySetBytes,
  }
}

/** Judges a key set answer. @throws {AuthError} As {@link processKeyLocation}. */
export function processKeySet(answer: HttpAnswer): VerificationKeys {
  const { host } = new URL(answer.url)
  refuse(answer, host, 'key set')
  return keySet(answer.text, {
    name: `the key set of ${host}`,
    code: 'bad_metadata',
    hint: 'check the URL of the keys, and whose keys they are',
  })
}

function refuse(answer: HttpAnswer, host: string, what: string): void {
  refuseRedirect(answer)
  refuseBusy(answer, host)
  if (answer.status === 200) return
  throw new AuthError('bad_metadata', `${host} has no ${what} there (HTTP ${answer.status})`, {
    hint: 'check the URL; the keys can also be named by --jwks-url, --key-file or --certificate',
  })
}
