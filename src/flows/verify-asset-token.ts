import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { DecodedJwt } from '../kernel/jwt-view.js'
import type { Fetch } from '../kernel/ports.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { keySetRequest, processKeySet } from '../oauth/published-keys.js'
import { verifyJwt } from '../oauth/verify-jwt.js'

const toleranceSeconds = 60

/**
 * Verifies an asset token against the keys that the org publishes. Who it is for is its reader's to check:
 * the app's settings name the audiences.
 *
 * @throws {AuthError} `token_invalid` naming the failed check; `bad_metadata` without published keys.
 * @see salesforce-oauth.md §3.12
 */
export async function verifyAssetToken(
  { server, tokens }: Credential,
  ports: { readonly fetch: Fetch; readonly now: () => EpochSeconds },
  signal: AbortSignal,
): Promise<DecodedJwt> {
  if (server.endpoints.jwks === undefined) {
    throw new AuthError('bad_metadata', `${new URL(server.url).host} publishes no keys`, {
      hint: 'name the org by its My Domain',
    })
  }
  const keys = processKeySet(await ports.fetch(keySetRequest(server.endpoints.jwks), signal))
  const expected = { issuers: undefined, audience: undefined, clockTolerance: toleranceSeconds }
  return verifyJwt(tokens.accessToken, keys, expected, ports.now())
}
