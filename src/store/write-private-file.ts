import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf, fileFault } from './file-fault.js'
import { checkPrivatePath, protectFile, syncDirectory } from './private-file.js'
import { renamePatiently } from './rename-patiently.js'

const temporaryName = /^\.oauthctl-[0-9a-f]{24}\.tmp$/
const leftoverAgeMs = 3_600_000

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
 * Makes a file with that content unless it exists; of many that try at once, one wins.
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

/**
 * Removes the second name that a process killed inside {@link createPrivateFile} left on the file,
 * so that it is not refused as a hard link.
 */
export function removeTwin(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile() || found.nlink === 1) return
  for (const twin of temporariesIn(dirname(path))) {
    const other = lstatSync(twin, { throwIfNoEntry: false })
    if (other?.ino === found.ino && other.dev === found.dev) discard(twin)
  }
}

/** A random name in the folder that {@link writePrivateFile} tidies up when it is left behind. */
export function temporaryPath(directory: string): string {
  return join(directory, `.oauthctl-${randomBytes(12).toString('hex')}.tmp`)
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

/** What killed writers left: sealed, but nobody else will ever remove it. */
function removeLeftovers(directory: string): void {
  const oldest = Date.now() - leftoverAgeMs
  for (const path of temporariesIn(directory)) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found !== undefined && found.mtimeMs < oldest) discard(path)
  }
}

function temporariesIn(directory: string): readonly string[] {
  try {
    const names = readdirSync(directory).filter((name) => temporaryName.test(name))
    return names.map((name) => join(directory, name))
  } catch {
    // Tidying up is not worth a failure of what has already been written.
    return []
  }
}

function discard(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It is gone, or the fault that is being reported also keeps it here.
  }
}
