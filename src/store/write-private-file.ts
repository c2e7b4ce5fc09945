import { closeSync, constants, fsyncSync, linkSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf, fileFault } from './file-fault.js'
import { checkPrivatePath, protectFile, syncDirectory } from './private-file.js'
import { renamePatiently } from './rename-patiently.js'
import { discard, removeLeftovers, temporaryPath } from './temporary-file.js'

/**
 * Replaces a file atomically and durably: after a crash it holds the old content or the new.
 *
 * The new bytes are written beside it under a random name, 0600 from the first moment.
 *
 * @throws {AuthError} `store_unavailable` naming the path; `store_damaged` for a folder in its place.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  checkPrivatePath(path)
  await withTemporary(path, content, (temporary) => renamePatiently(temporary, path))
  removeLeftovers(dirname(path))
}

/**
 * Makes a file with that content unless it exists; of many that try at once, one wins. For a
 * moment the file has two names: read it with {@link readSecretFile}, which knows that.
 *
 * @returns Whether this call made it.
 * @throws {AuthError} `store_unavailable`
 */
export async function createPrivateFile(path: string, content: string): Promise<boolean> {
  return withTemporary(path, content, (temporary) => {
    try {
      linkSync(temporary, path)
      return Promise.resolve(true)
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return Promise.resolve(false)
      throw error
    } finally {
      discard(temporary)
    }
  })
}

async function withTemporary<T>(
  path: string,
  content: string,
  publish: (temporary: string) => Promise<T>,
): Promise<T> {
  const directory = dirname(path)
  const temporary = temporaryPath(directory)
  try {
    writeNew(temporary, content)
    const result = await publish(temporary)
    syncDirectory(directory)
    return result
  } catch (error) {
    discard(temporary)
    throw fileFault('write', path, error)
  }
}

function writeNew(path: string, content: string): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    protectFile(descriptor)
    const bytes = Buffer.from(content)
    let written = 0
    while (written < bytes.length) written += writeSync(descriptor, bytes, written)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
