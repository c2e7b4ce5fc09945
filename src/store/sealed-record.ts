import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import type { KeySource, StoreKind } from '../kernel/ports.js'
import { ensurePrivateDirectory } from './private-directory.js'
import { recordFolder, type RecordPlace } from './record-place.js'
import { peekRecord, readRecord } from './record-file.js'
import { readHeader, seal, unseal } from './seal.js'
import { writePrivateFile } from './write-private-file.js'

/**
 * Opens the record at a place. `undefined` when there is none.
 *
 * @param keys Where the key that sealed it comes from; a record of another kind is refused.
 * @param decode Reads the text; its errors are told with the name of the file.
 * @throws {AuthError} `store_damaged`, `store_wrong_key`, `store_unavailable` and what the key source throws.
 */
export async function openRecord<T>(
  stateDirectory: string,
  place: RecordPlace,
  keys: KeySource,
  decode: (text: string) => T,
): Promise<T | undefined> {
  const record = readRecord(stateDirectory, place)
  if (record === undefined) return undefined
  const header = readHeader(record, place)
  checkKind(header.kind, keys, place)
  const key = await naming(place, () => keys.keyForReading(header.parameters))
  const text = unseal(record, place, key)
  return naming(place, () => decode(text))
}

/** Seals a text and replaces the record at a place with it, atomically and durably. */
export async function writeRecord(
  stateDirectory: string,
  place: RecordPlace,
  keys: KeySource,
  text: string,
): Promise<void> {
  ensurePrivateDirectory(stateDirectory)
  ensurePrivateDirectory(join(stateDirectory, recordFolder))
  refuseToReplaceNewer(stateDirectory, place)
  const key = await keys.keyForWriting()
  await writePrivateFile(place.path, seal(text, place, keys.kind, key))
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
