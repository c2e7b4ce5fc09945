import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  unlinkSync,
  type Stats,
} from 'node:fs'
import { dirname } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import { errnoOf, fileFault } from './file-fault.js'
import { isOurs } from './private-directory.js'
import { removeTwins } from './temporary-file.js'

/**
 * Reads a file of ours whole. Never follows a link, never waits for a FIFO, never reads without bound.
 *
 * @param maxBytes Larger files are refused unread.
 * @returns `undefined` when there is no such file.
 * @throws {AuthError} `store_damaged` for a folder or a file that is too large; `store_unavailable`
 * for links, foreign owners, special files and system faults.
 */
export function readPrivateFile(path: string, maxBytes: number): Buffer | undefined {
  return read(path, maxBytes, fstatSync)
}

/**
 * Reads a file of ours like {@link readPrivateFile} and takes away what other users may do with it.
 * A temporary second name, which its maker left or is about to remove, is removed.
 *
 * @throws {AuthError} As {@link readPrivateFile}; `store_unavailable` when it cannot be protected.
 */
export function readSecretFile(path: string, maxBytes: number): Buffer | undefined {
  return read(path, maxBytes, (descriptor) => {
    const opened = fstatSync(descriptor)
    if (opened.isFile() && opened.nlink > 1) removeTwins(dirname(path), opened)
    const found = fstatSync(descriptor)
    // What is refused is not touched: a hard link may be to somebody's own file.
    checkPrivateFile(path, found)
    if ((found.mode & 0o077) !== 0) protectFile(descriptor)
    return found
  })
}

/**
 * Removes a file, or a link in its place, durably. Whether there was one.
 *
 * @throws {AuthError} `store_unavailable`
 */
export function removePrivateFile(path: string): boolean {
  try {
    unlinkSync(path)
    syncDirectory(dirname(path))
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw fileFault('remove', path, error)
  }
}

/**
 * Refuses to go on when what is at the path is not a plain file of ours with one name.
 *
 * @throws {AuthError} `store_damaged` for a folder, else `store_unavailable`.
 */
export function checkPrivatePath(path: string): void {
  let found: Stats | undefined
  try {
    found = lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw fileFault('read', path, error)
  }
  if (found !== undefined) checkPrivateFile(path, found)
}

/** Refuses everything but a plain file of ours with one name. @throws {AuthError} See {@link checkPrivatePath}. */
export function checkPrivateFile(path: string, found: Stats): void {
  if (found.isDirectory()) throw damagedShape(path, 'is a folder')
  if (found.isSymbolicLink()) throw unsafe(path, 'is a symbolic link')
  if (!found.isFile()) throw unsafe(path, 'is not a plain file')
  if (!isOurs(found.uid)) throw unsafe(path, 'belongs to another user')
  if (found.nlink > 1) throw unsafe(path, 'has a second name (a hard link)')
}

/** Takes every right of other users away from an open file. A umask may have taken ours too. */
export function protectFile(descriptor: number): void {
  if (process.platform !== 'win32') fchmodSync(descriptor, 0o600)
}

/** Makes a rename or removal in the folder survive a power cut. */
export function syncDirectory(path: string): void {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function read(
  path: string,
  maxBytes: number,
  inspect: (descriptor: number) => Stats,
): Buffer | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(
      path,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY,
    )
    const found = inspect(descriptor)
    checkPrivateFile(path, found)
    if (found.size > maxBytes) throw damagedShape(path, `is larger than ${maxBytes} bytes`)
    return readWhole(descriptor, maxBytes)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw fileFault('read', path, error)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function readWhole(descriptor: number, maxBytes: number): Buffer {
  // One byte more than allowed shows a file that grows while it is read.
  const buffer = Buffer.alloc(Math.min(fstatSync(descriptor).size, maxBytes) + 1)
  let length = 0
  while (length < buffer.length) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null)
    if (count === 0) break
    length += count
  }
  return buffer.subarray(0, length)
}

function damagedShape(path: string, what: string): AuthError {
  return new AuthError('store_damaged', `${path} ${what}`, {
    hint: `move ${path} away, then log in again`,
  })
}

function unsafe(path: string, what: string): AuthError {
  return new AuthError('store_unavailable', `${path} ${what}`, {
    hint: `find out who made ${path}, remove it, then log in again`,
  })
}
