import type { Credential } from '../kernel/credential.js'
import type { CredentialStore } from '../kernel/ports.js'

/** A store that is gone with the process: nothing is ever written (`--no-store`). */
export function memoryStore(): CredentialStore {
  const credentials = new Map<string, Credential>()
  const stamps = new Map<string, string>()
  let writes = 0
  return {
    kind: 'memory',
    label: 'memory of this process, nothing is written',
    get: (profile) => Promise.resolve(credentials.get(profile)),
    put: (credential) => {
      writes += 1
      credentials.set(credential.profile, credential)
      stamps.set(credential.profile, String(writes))
      return Promise.resolve()
    },
    stamp: (profile) => stamps.get(profile) ?? '',
    delete: (profile) => {
      stamps.delete(profile)
      return Promise.resolve(credentials.delete(profile))
    },
  }
}
