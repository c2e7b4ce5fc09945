import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { TokenSet } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import type { RefreshPorts } from './refresh-ports.js'

/**
 * Adds the id_token of a refresh once it has been checked. A bad one is dropped with a warning; the tokens stand
 * (cli-contract 8.4).
 *
 * @param kept The credential as it is kept, without the id_token.
 * @param renewed The token set with it.
 * @throws {AuthError} Store errors.
 */
export async function withCheckedIdToken(
  kept: Credential,
  renewed: TokenSet,
  body: JsonObject,
  provider: Provider,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<Credential> {
  const { server, client } = kept
  const { idToken, accessToken } = renewed
  if (idToken === undefined) return kept
  try {
    const { validateIdToken } = await import('../oauth/id-token.js')
    const expected = {
      server,
      clientId: client.id,
      issuers: provider.issuersOf(server, body),
      nonce: undefined,
      accessToken,
      hashRequired: false,
    }
    await validateIdToken(idToken, expected, ports.fetch, signal)
    const checked = { ...kept, tokens: renewed }
    await ports.keep(checked)
    return checked
  } catch (error) {
    if (!(error instanceof AuthError) || error.exitStatus === 8) throw error
    // Whoever has given up waits for no keys, and reads no warnings.
    if (signal.aborted) return kept
    ports.warn(`${error.message}; the access token is kept, the id_token is not`)
    return kept
  }
}
