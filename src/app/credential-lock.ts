import { sharedStateFolder } from '../config/folders.js'
import type { Credential } from '../kernel/credential.js'
import type { SpentTokens, WithCredentialLock } from '../kernel/ports.js'
import type { Host } from './host.js'

/** What the configurations of one user share about a credential (row C7, ADR 11). */
export interface SharedCredential {
  readonly withCredentialLock: WithCredentialLock
  readonly spentTokens: SpentTokens
}

/**
 * Binds the lock and the memory that do not depend on OAUTHCTL_HOME and XDG variables: they lie in the home of the
 * user, where two configurations and containers that share a home meet.
 *
 * @param stateFolder Of this configuration; taken where there is no home.
 */
export function sharedCredential(
  host: Host,
  stateFolder: () => string,
  userId: number | undefined,
): SharedCredential {
  const folder = (): string => sharedStateFolder(host) ?? stateFolder()
  const named = (credential: Credential): string => nameOf(credential, userId)
  return {
    withCredentialLock: async (credential, section, wait) => {
      const { sharedLock } = await import('../store/shared-lock.js')
      return sharedLock(folder())(named(credential), section, wait)
    },
    spentTokens: {
      find: async (credential, refreshToken) => {
        const { spentTokens } = await import('../store/spent-tokens.js')
        return spentTokens(folder()).find(named(credential), refreshToken)
      },
      add: async (credential, refreshToken) => {
        const { spentTokens } = await import('../store/spent-tokens.js')
        await spentTokens(folder()).add(named(credential), refreshToken, stateFolder())
      },
    },
  }
}

/** Who the tokens belong to, at whose server and for which client: the scope of what a server counts as one login. */
function nameOf({ server, client, identity }: Credential, userId: number | undefined): string {
  const subject = identity.subject ?? identity.userId ?? ''
  return JSON.stringify([userId ?? '', server.issuer, client.id, subject])
}
