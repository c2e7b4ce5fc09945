import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import { introspectionRequest, processIntrospection } from '../oauth/introspection.js'
import type { Prove } from './prove-client.js'
import type { Provider } from '../oauth/provider.js'

/**
 * Learns by introspection when the access token ends, where nothing said so and the client may ask
 * (cli-contract 8.7). A refusal changes nothing.
 */
export async function learnExpiry(
  credential: Credential,
  provider: Provider,
  ports: { readonly fetch: Fetch; readonly prove: Prove },
  signal: AbortSignal,
): Promise<Credential> {
  const { server, client, tokens } = credential
  const endpoint = server.endpoints.introspection
  if (tokens.expiry !== undefined || endpoint === undefined || client.authMethod === 'none') {
    return credential
  }
  try {
    const proven = await ports.prove(client, server, signal)
    const request = introspectionRequest(endpoint, proven, tokens.accessToken)
    const answer = await ports.fetch(request, signal)
    const { active, expiresAt } = processIntrospection(answer, provider.readRefusal)
    return active && expiresAt !== undefined
      ? { ...credential, tokens: { ...tokens, expiry: { at: expiresAt, source: 'introspection' } } }
      : credential
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AuthError) return credential
    throw error
  }
}
