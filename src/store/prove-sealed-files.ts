import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import { memoryKeySource } from './key-source-memory.js'
import { ensurePrivateDirectory } from './private-directory.js'
import { readPrivateFile, removePrivateFile } from './private-file.js'
import { recordFolder } from './record-place.js'
import { seal, unseal } from './seal.js'
import { temporaryPath } from './temporary-file.js'
import { writePrivateFile } from './write-private-file.js'

/**
 * Writes, reads and deletes a sealed dummy beside the credentials.
 *
 * @throws {AuthError} `store_unavailable` with the reason why no credential could be kept there.
 */
export async function proveSealedFiles(stateDirectory: string): Promise<void> {
  const folder = join(stateDirectory, recordFolder)
  ensurePrivateDirectory(stateDirectory)
  ensurePrivateDirectory(folder)
  // A temporary name: if we are killed here, a later write tidies it up.
  const path = temporaryPath(folder)
  const place = { id: 'dummy', path, login: 'oauthctl login' }
  const text = randomBytes(1024).toString('base64url')
  const key = await memoryKeySource().keyForWriting()
  try {
    await writePrivateFile(path, seal(text, place, 'memory', key))
    const record = readPrivateFile(path, 64 * 1024)
    if (record === undefined || unseal(record, place, key.key) !== text) {
      throw new AuthError('store_unavailable', `${folder} does not give back what was written`, {
        hint: 'set OAUTHCTL_HOME to a folder on another disk',
      })
    }
  } finally {
    removePrivateFile(path)
  }
}
