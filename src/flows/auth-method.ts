import type { Client, ClientAuthMethod } from '../kernel/credential.js'

/** A client whose way to authenticate may still be the server's to suggest. */
export type UnsettledClient = Omit<Client, 'authMethod'> & {
  readonly authMethod: ClientAuthMethod | undefined
}

/**
 * Settles how a client authenticates: as it was told, else by what it has. Without a secret and a key it
 * does not (cli-contract 8.11).
 *
 * @param suggested What the server's metadata suggests to a client with a secret.
 */
export function authMethodOf(
  client: UnsettledClient,
  suggested: () => ClientAuthMethod,
): ClientAuthMethod {
  if (client.secret === undefined && client.key === undefined) return 'none'
  if (client.authMethod !== undefined) return client.authMethod
  return client.secret === undefined ? 'private-key-jwt' : suggested()
}
