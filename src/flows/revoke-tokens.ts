import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import type { Provider } from '../oauth/provider.js'
import type { Prove } from './prove-client.js'

/** What a server was asked to revoke, told apart by how it ended. */
export interface Revocation {
  readonly revoked: readonly RevokedToken[]
  readonly failed: readonly { readonly token: RevokedToken; readonly reason: string }[]
}

/** What a revocation needs of the world. */
export interface RevocationPorts {
  readonly fetch: Fetch
  readonly prove: Prove
}

/**
 * Revokes the refresh token and the access token of a credential, at the endpoint pinned at login
 * (RFC 7009). A token that the server no longer knows is neither revoked nor a failure: it is dead.
 */
export async function revokeTokens(
  credential: Credential,
  provider: Provider,
  ports: RevocationPorts,
  signal: AbortSignal,
): Promise<Revocation> {
  const { tokens } = credential
  const present: readonly (readonly [RevokedToken, Secret | undefined])[] = [
    ['refresh_token', tokens.refreshToken],
    ['access_token', tokens.accessToken],
  ]
  const revoked: RevokedToken[] = []
  const failed: { token: RevokedToken; reason: string }[] = []
  for (const [token, secret] of present) {
    if (secret === undefined) continue
    try {
      if ((await revoke(credential, token, secret, provider, ports, signal)) === 'revoked') {
        revoked.push(token)
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AuthError)) throw error
      failed.push({ token, reason: error.message })
    }
  }
  return { revoked, failed }
}

async function revoke(
  credential: Credential,
  kind: RevokedToken,
  token: Secret,
  provider: Provider,
  ports: RevocationPorts,
  signal: AbortSignal,
): Promise<ReturnType<Provider['processRevocation']>> {
  const { server, client } = credential
  const endpoint = server.endpoints.revocation
  if (endpoint === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} has no revocation endpoint`,
    )
  }
  const proven = await ports.prove(client, server, signal)
  const request = provider.revocationRequest(endpoint, proven, token, kind)
  return provider.processRevocation(await ports.fetch(request, signal))
}
