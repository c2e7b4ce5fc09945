import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch, Stores, WithLock } from '../kernel/ports.js'
import type { Provider } from '../oauth/provider.js'
import type { Prove } from './prove-client.js'
import { revokeTokens, type Revocation } from './revoke-tokens.js'

/** What a logout needs of the world. */
export interface LogoutPorts {
  readonly stores: Stores
  readonly withLock: WithLock
  readonly fetch: Fetch
  readonly prove: Prove
  readonly providerOf: (kind: Credential['server']['kind']) => Promise<Provider>
}

/** How a logout ended. */
export interface LogoutResult {
  readonly revocation: Revocation
  /** Whether there was something to forget. */
  readonly forgotten: boolean
}

/**
 * Revokes at the server, then forgets. What could not be revoked is said, not hidden: the tokens are
 * forgotten all the same, because that is what was asked.
 *
 * @throws {AuthError} Store errors; nothing is forgotten then.
 */
export async function logout(
  profile: string,
  ports: LogoutPorts,
  signal: AbortSignal,
): Promise<LogoutResult> {
  return ports.withLock(profile, async () => {
    const credential = await readable(profile, ports.stores)
    if (credential === undefined)
      return { revocation: { revoked: [], failed: [] }, forgotten: false }
    const provider = await ports.providerOf(credential.server.kind)
    const revocation = await revokeTokens(credential, provider, ports, signal)
    return { revocation, forgotten: await ports.stores.forget(profile) }
  })
}

/** Forgets without telling the server. Needs no key. Whether there was something to forget. */
export async function forget(
  profile: string,
  ports: Pick<LogoutPorts, 'stores' | 'withLock'>,
): Promise<boolean> {
  return ports.withLock(profile, () => ports.stores.forget(profile))
}

async function readable(profile: string, stores: Stores): Promise<Credential | undefined> {
  try {
    return await (await stores.holding(profile))?.get(profile)
  } catch (error) {
    if (!(error instanceof AuthError) || error.exitStatus !== 8) throw error
    throw new AuthError(error.code, error.message, {
      cause: error,
      hint: `${error.hint ?? 'mend the store'}; or forget without revoking: oauthctl logout --local -p ${profile}`,
    })
  }
}
