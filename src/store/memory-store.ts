import type { Credential } from '../kernel/credential.js'
import type { CredentialStore } from '../kernel/ports.js'

/** A store that is gone with the process: nothing is ever written (`--no-store`). */
export function memoryStore(): CredentialStore {
  const credentials = new Map<string, Credential>()
  return {
    kind: 'memory',
    label: 'memory of this process, nothing is written',
    get: (profile) => Promise.resolve(credentials.get(profile)),
    put: (credential) => {
      credentials.set(credential.profile, credential)
      return Promise.resolve()
    },
    delete: (profile) => Promise.resolve(credentials.delete(profile)),
  }
}
