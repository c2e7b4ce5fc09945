import type { Identity, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import type { TokenSet } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'

/**
 * Asks the server for the user's name where the token answer did not tell it.
 *
 * A name is a comfort: when the server does not give it, the login goes on without.
 */
export async function identify(
  provider: Provider,
  server: Server,
  tokens: TokenSet,
  identity: Identity,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Identity> {
  const request = provider.identityRequest(server, tokens, identity)
  if (request === undefined) return identity
  try {
    return provider.readIdentity(await fetch(request, signal), identity)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AuthError) return identity
    throw error
  }
}
