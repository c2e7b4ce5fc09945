import type { Client, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Clock, Random } from '../kernel/ports.js'
import type { ReadText } from '../kernel/text-place.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import type { ProvenClient } from '../oauth/client-authentication.js'
import type { Provider } from '../oauth/provider.js'

/** Makes a client ready for one request to its server. */
export type Prove = (client: Client, server: Server, signal: AbortSignal) => Promise<ProvenClient>

/** What proving a client needs of the world. */
export interface ProofPorts {
  readonly readText: ReadText
  readonly clock: Clock
  readonly random: Random
}

/**
 * Makes a client ready for one request: one that authenticates with its key gets a fresh assertion
 * (RFC 7523 §2.2), any other is ready already.
 *
 * @throws {AuthError} `input_required` without a key; what reading the key throws.
 */
export async function proveClient(
  client: Client,
  server: Server,
  provider: Provider,
  ports: ProofPorts,
  signal: AbortSignal,
): Promise<ProvenClient> {
  if (client.authMethod !== 'private-key-jwt') return client
  if (client.key === undefined) {
    throw new AuthError('input_required', `the client ${client.id} has no key to sign with`, {
      hint: 'give its private key with --key-file FILE or OAUTHCTL_KEY',
    })
  }
  const { signWith } = await import('./sign-with.js')
  const { clientAssertionClaims } = await import('../oauth/assertion-claims.js')
  const audience = provider.clientAssertionAudience(server)
  const now = epochSecondsOfMs(ports.clock.nowMs())
  const claims = clientAssertionClaims(client.id, audience, now, ports.random)
  return { ...client, assertion: await signWith(client.key, claims, ports.readText, signal) }
}
