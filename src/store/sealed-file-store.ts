import type { CredentialStore, KeySource } from '../kernel/ports.js'
import { decodeCredential, encodeCredential } from './credential-codec.js'
import { damaged, recordPlace } from './record-place.js'
import { removeRecord, stampRecord } from './record-file.js'
import { openRecord, writeRecord } from './sealed-record.js'

/**
 * Keeps each credential in a sealed file of its own, `credentials/<hash of the profile>.jwe`.
 *
 * @param stateDirectory Absolute; made 0700 when the first record is written.
 * @param keys Where the key that seals comes from; a record of another kind is refused.
 */
export function sealedFileStore(stateDirectory: string, keys: KeySource): CredentialStore {
  return {
    kind: keys.kind,
    label: keys.label,
    get: async (profile) => {
      const place = recordPlace(stateDirectory, profile)
      const credential = await openRecord(stateDirectory, place, keys, decodeCredential)
      if (credential === undefined || credential.profile === profile) return credential
      throw damaged(place, 'it holds another profile')
    },
    put: (credential) => {
      const place = recordPlace(stateDirectory, credential.profile)
      return writeRecord(stateDirectory, place, keys, encodeCredential(credential))
    },
    stamp: (profile) => stampRecord(recordPlace(stateDirectory, profile)),
    delete: (profile) =>
      new Promise((resolve) => {
        resolve(removeRecord(stateDirectory, recordPlace(stateDirectory, profile)))
      }),
  }
}
