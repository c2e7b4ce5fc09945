import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { keySetRequest, processKeySet } from '../oauth/published-keys.js'
import { acceptableJwt, verifyJwt } from '../oauth/verify-jwt.js'

const toleranceSeconds = 60

/**
 * Verifies a signed userinfo answer with the server's published keys: it must be the server's own word, and
 * made for this client (OpenID Connect Core §5.3.2).
 *
 * @returns Its claims.
 * @throws {AuthError} `token_invalid` naming the failed check, encryption and `none` among them (threat row
 * T19); `bad_metadata` without published keys; what `fetch` throws.
 */
export async function readSignedUserinfo(
  signed: Secret,
  { server, client }: Credential,
  fetch: Fetch,
  now: EpochSeconds,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { host } = new URL(server.url)
  const { jwks } = server.endpoints
  if (jwks === undefined) {
    throw new AuthError('bad_metadata', `${host} signs its userinfo and publishes no keys`, {
      hint: 'have the server publish jwks_uri, or send this client plain JSON',
    })
  }
  try {
    acceptableJwt(signed)
    const keys = processKeySet(await fetch(keySetRequest(jwks), signal))
    const expected = {
      issuers: [server.issuer],
      audience: client.id,
      clockTolerance: toleranceSeconds,
    }
    return (await verifyJwt(signed, keys, expected, now)).payload
  } catch (cause) {
    if (!(cause instanceof AuthError) || cause.code !== 'token_invalid') throw cause
    throw new AuthError(
      'token_invalid',
      `the signed userinfo answer of ${host} is not to be trusted: ${cause.message}`,
      {
        cause,
        hint: 'have the server sign it with a published RS, PS, ES or EdDSA key, or send plain JSON',
      },
    )
  }
}
