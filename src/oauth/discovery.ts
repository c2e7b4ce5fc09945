import { AuthError } from '../kernel/errors.js'
import { parseJsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { refuseBusy, refuseRedirect } from './answer.js'
import { readMetadata, type Metadata } from './metadata.js'

const maxBytes = 1_048_576

/**
 * Builds the request for OpenID Connect metadata: the well-known path follows the issuer's own path.
 *
 * @see OpenID Connect Discovery 1.0 §4.1
 */
export function openidConfigurationRequest(issuer: URL): HttpRequest {
  return metadataRequest(`${trimmed(issuer)}/.well-known/openid-configuration`)
}

/**
 * Builds the request for authorization server metadata: the well-known path precedes the issuer's own path.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-3.1 RFC 8414 §3.1}
 */
export function serverMetadataRequest(issuer: URL): HttpRequest {
  const path = issuer.pathname.replace(/\/$/, '')
  return metadataRequest(`${issuer.origin}/.well-known/oauth-authorization-server${path}`)
}

/** Whether the server simply has no document at that path, so that the other path may be tried. */
export function hasNoDocument(answer: HttpAnswer): boolean {
  return answer.status === 404 || answer.status === 401 || answer.status === 403
}

/**
 * Judges a metadata answer, before anything but its issuer is believed.
 *
 * @param accepts Tells whether the document's issuer is the one that was asked for.
 * @throws {AuthError} `bad_metadata`, `issuer_mismatch`, `server_error`, `rate_limited` or
 * `unexpected_redirect`.
 */
export function processDiscovery(
  answer: HttpAnswer,
  asked: URL,
  accepts: (issuer: string) => boolean,
): Metadata {
  refuseRedirect(answer)
  refuseBusy(answer, asked.host)
  if (answer.status !== 200) {
    throw new AuthError('bad_metadata', `${asked.host} has no metadata (HTTP ${answer.status})`, {
      hint: 'check the host; a Salesforce org answers at its My Domain, other servers at their issuer URL',
    })
  }
  const document = parseJsonObject(answer.text, {
    name: `the metadata of ${asked.host}`,
    code: 'bad_metadata',
    hint: 'check the host: this is no OAuth server',
  })
  const issuer = document['issuer']
  if (typeof issuer !== 'string' || !accepts(issuer)) {
    throw new AuthError(
      'issuer_mismatch',
      `the metadata of ${asked.host} names another issuer: ${typeof issuer === 'string' ? issuer : 'none'}`,
      { hint: 'use the issuer exactly as the server spells it, with --issuer' },
    )
  }
  return readMetadata(document, asked)
}

function metadataRequest(url: string): HttpRequest {
  return { method: 'GET', url, headers: { accept: 'application/json' }, body: undefined, maxBytes }
}

function trimmed(url: URL): string {
  return url.href.replace(/\/$/, '')
}
