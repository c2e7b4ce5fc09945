import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import type { CredentialStore, KeySource, StoreKind } from '../kernel/ports.js'
import { decodeCredential, encodeCredential } from './credential-codec.js'
import { ensurePrivateDirectory } from './private-directory.js'
import { damaged, recordFolder, recordPlace, type RecordPlace } from './record-place.js'
import { peekRecord, readRecord, removeRecord } from './record-file.js'
import { readHeader, seal, unseal } from './seal.js'
import { writePrivateFile } from './write-private-file.js'

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
      const record = readRecord(stateDirectory, place)
      if (record === undefined) return undefined
      const header = readHeader(record, place)
      checkKind(header.kind, keys, place)
      const key = await naming(place, () => keys.keyForReading(header.parameters))
      const text = unseal(record, place, key)
      const credential = await naming(place, () => decodeCredential(text))
      if (credential.profile !== profile) throw damaged(place, 'it holds another profile')
      return credential
    },
    put: async (credential) => {
      const place = recordPlace(stateDirectory, credential.profile)
      ensurePrivateDirectory(stateDirectory)
      ensurePrivateDirectory(join(stateDirectory, recordFolder))
      refuseToReplaceNewer(stateDirectory, place)
      const key = await keys.keyForWriting()
      await writePrivateFile(place.path, seal(encodeCredential(credential), place, keys.kind, key))
    },
    delete: (profile) =>
      new Promise((resolve) => {
        resolve(removeRecord(stateDirectory, recordPlace(stateDirectory, profile)))
      }),
  }
}

function checkKind(sealedBy: StoreKind, keys: KeySource, place: RecordPlace): void {
  if (sealedBy === keys.kind) return
  const message = `the credential file ${place.path} needs the ${sealedBy} store, not ${keys.kind}`
  throw new AuthError('store_wrong_key', message, { hint: `type \`${place.login}\` to replace it` })
}

/** A damaged record may be replaced; one that a newer version can read may not. */
function refuseToReplaceNewer(stateDirectory: string, place: RecordPlace): void {
  try {
    peekRecord(stateDirectory, place)
  } catch (error) {
    if (error instanceof AuthError && error.code === 'store_damaged') return
    throw error
  }
}

/** Says which record it is about: neither the codec nor a key source knows. */
async function naming<T>(place: RecordPlace, operation: () => T | Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    if (!(error instanceof AuthError) || error.code !== 'store_damaged') throw error
    throw new AuthError(
      error.code,
      `cannot open the credential file ${place.path}: ${error.message}`,
      { cause: error, hint: error.hint ?? `type \`${place.login}\` to replace it` },
    )
  }
}
