import { createHash, timingSafeEqual } from 'node:crypto'
import {
  clockTolerance,
  customFetch,
  processGenericTokenEndpointResponse,
  validateApplicationLevelSignature,
  allowInsecureRequests,
} from 'oauth4webapi'
import { AuthError } from '../kernel/errors.js'
import { optionalString, type JsonObject } from '../kernel/json.js'
import type { Server } from '../kernel/credential.js'
import type { Fetch } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { refuseBusy, refuseRedirect } from './answer.js'
import { unverifiedClaims } from './jwt-claims.js'
import { libraryResponse, libraryServer } from './library.js'

const source = { name: 'the id_token', code: 'token_invalid' as const }

/** Clock difference that is forgiven on `exp`, `iat` and `nbf`, in seconds (threat row T17). */
const toleranceSeconds = 300

const maxJwksBytes = 524_288

/** Asymmetric algorithms only: a public key must never serve as a shared secret (threat row T16). */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'],
]

/** What an id_token is held against (OpenID Connect Core §3.1.3.7). */
export interface IdTokenExpectation {
  readonly server: Server
  readonly clientId: string
  /** Accepted values of `iss`, byte for byte. */
  readonly issuers: readonly string[]
  /** The nonce sent; `undefined` on a refresh, where a nonce may be repeated but need not. */
  readonly nonce: string | undefined
  readonly accessToken: Secret
  /** A token that came through the browser is bound to its id_token (OpenID Connect Core §3.2.2.9). */
  readonly hashRequired: boolean
}

/**
 * Validates an id_token: signature by the server's published keys, `iss`, `aud`, `azp`, `exp`, `iat`,
 * `nonce` and `at_hash`.
 *
 * @returns Its claims.
 * @throws {AuthError} `token_invalid` saying which check failed; whatever `fetch` throws for the keys.
 */
export async function validateIdToken(
  idToken: Secret,
  expected: IdTokenExpectation,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<JsonObject> {
  const claims = unverifiedClaims(idToken)
  if (claims === undefined) throw invalid('it is not a signed JWT')
  const issuer = optionalString(claims, 'iss', source)
  if (issuer === undefined || !expected.issuers.includes(issuer)) {
    throw invalid(`it was issued by ${issuer ?? 'nobody'}`)
  }
  if (expected.nonce !== undefined && claims['nonce'] !== expected.nonce) {
    throw invalid('its nonce is not the one that was sent')
  }
  if (claims['azp'] !== undefined && claims['azp'] !== expected.clientId) {
    throw invalid('it was made for another client')
  }
  checkAccessTokenHash(idToken, claims, expected)

  const server = {
    ...libraryServer(expected.server, issuer),
    id_token_signing_alg_values_supported: algorithms,
  }
  const client = { client_id: expected.clientId, [clockTolerance]: toleranceSeconds }
  const response = bareResponse(idToken, expected.accessToken)
  try {
    await processGenericTokenEndpointResponse(server, client, response)
    await validateApplicationLevelSignature(server, response, {
      [customFetch]: async (url: string): Promise<Response> => keySet(url, fetch, signal),
      [allowInsecureRequests]: expected.server.url.startsWith('http:'),
      signal,
    })
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    signal.throwIfAborted()
    throw invalid(cause instanceof Error ? cause.message : 'it cannot be verified', cause)
  }
  return claims
}

/** The answer without the members that say nothing of the id_token, so that only the id_token is judged. */
function bareResponse(idToken: Secret, accessToken: Secret): Response {
  return Response.json({
    access_token: accessToken.expose(),
    token_type: 'bearer',
    id_token: idToken.expose(),
  })
}

async function keySet(url: string, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(jwksRequest(url), signal)
  refuseRedirect(answer)
  refuseBusy(answer, new URL(url).host)
  return libraryResponse(answer)
}

function jwksRequest(url: string): Parameters<Fetch>[0] {
  return {
    method: 'GET',
    url,
    headers: { accept: 'application/json, application/jwk-set+json' },
    body: undefined,
    maxBytes: maxJwksBytes,
  }
}

/** OpenID Connect Core §3.1.3.8: the left half of the hash that the signature algorithm uses. */
function checkAccessTokenHash(
  idToken: Secret,
  claims: JsonObject,
  { accessToken, hashRequired }: IdTokenExpectation,
): void {
  const expected = optionalString(claims, 'at_hash', source)
  if (expected === undefined && hashRequired) throw invalid('it has no at_hash')
  if (expected === undefined) return
  const algorithm = headerAlgorithm(idToken)
  const hash = algorithm.endsWith('256')
    ? 'sha256'
    : algorithm.endsWith('384')
      ? 'sha384'
      : 'sha512'
  const digest = createHash(hash).update(accessToken.expose(), 'ascii').digest()
  const half = digest.subarray(0, digest.length / 2).toString('base64url')
  const [a, b] = [Buffer.from(half), Buffer.from(expected)]
  if (a.length !== b.length || !timingSafeEqual(a, b)) {
    throw invalid('its at_hash does not fit the access token')
  }
}

function headerAlgorithm(idToken: Secret): string {
  const [header = ''] = idToken.expose().split('.')
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    const alg = typeof parsed === 'object' && parsed !== null && 'alg' in parsed ? parsed.alg : ''
    return typeof alg === 'string' ? alg : ''
  } catch (cause) {
    throw invalid('its header is not JSON', cause)
  }
}

function invalid(reason: string, cause?: unknown): AuthError {
  return new AuthError('token_invalid', `the server's id_token is not valid: ${reason}`, {
    cause,
    hint: 'check the clock of this machine and the issuer, then log in again: oauthctl login',
  })
}
