import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import type { StoreKind } from '../kernel/ports.js'
import { fileFault } from './file-fault.js'
import { hasPrivateDirectory } from './private-directory.js'
import { readPrivateFile, removePrivateFile } from './private-file.js'
import { placeOfId, recordFolder, type RecordPlace } from './record-place.js'
import { readHeader, type SealedHeader } from './seal.js'

// An answer has at most 256 KiB; escaped, merged with an earlier one and in base64url it grows about sixfold.
const maxRecordBytes = 4 * 1024 * 1024

/**
 * Reads a sealed record as it is. `undefined` when there is none.
 *
 * @throws {AuthError} `store_damaged`, `store_unavailable`
 */
export function readRecord(stateDirectory: string, place: RecordPlace): Buffer | undefined {
  if (!hasPrivateDirectory(stateDirectory, recordFolder)) return undefined
  return readPrivateFile(place.path, maxRecordBytes)
}

/**
 * Another text whenever the record was replaced; empty when there is none. One call of the system, and no key.
 *
 * A record is replaced by a new file while the old one is still there, so that its inode differs, however coarse
 * the clock of the file system is.
 *
 * @throws {AuthError} `store_unavailable`
 */
export function stampRecord({ path }: RecordPlace): string {
  try {
    const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    if (found === undefined) return ''
    return [found.dev, found.ino, found.mtimeNs, found.size].join('-')
  } catch (error) {
    throw fileFault('read', path, error)
  }
}

/** Removes a record, whatever is in it. Whether there was one. @throws {AuthError} `store_unavailable` */
export function removeRecord(stateDirectory: string, place: RecordPlace): boolean {
  if (!hasPrivateDirectory(stateDirectory, recordFolder)) return false
  return removePrivateFile(place.path)
}

/**
 * Reads what a record says about its key, without the key. `undefined` when there is no record.
 *
 * @throws {AuthError} `store_damaged`, `store_unavailable`
 */
export function peekRecord(stateDirectory: string, place: RecordPlace): SealedHeader | undefined {
  const record = readRecord(stateDirectory, place)
  return record === undefined ? undefined : readHeader(record, place)
}

/**
 * Whether any record was sealed with a key of that kind. Records that cannot be read do not count.
 *
 * @throws {AuthError} `store_unavailable` when the folder itself cannot be read.
 */
export function anySealedBy(kind: StoreKind, stateDirectory: string): boolean {
  if (!hasPrivateDirectory(stateDirectory, recordFolder)) return false
  return recordIds(join(stateDirectory, recordFolder)).some((id) => {
    try {
      return peekRecord(stateDirectory, placeOfId(stateDirectory, id))?.kind === kind
    } catch (error) {
      if (error instanceof AuthError) return false
      throw error
    }
  })
}

function recordIds(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap((name) => /^([0-9a-f]{64})\.jwe$/.exec(name)?.[1] ?? [])
  } catch (error) {
    throw fileFault('read', folder, error)
  }
}
