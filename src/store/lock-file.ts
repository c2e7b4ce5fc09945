import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { fileFault } from './file-fault.js'
import { checkPrivateFile, protectFile } from './private-file.js'
import type { TryLock } from './try-lock.js'

/** A lock file on which the kernel's lock is tried again and again. Disposing it frees the lock. */
export interface LockFile extends Disposable {
  /**
   * Whether the lock is had now.
   *
   * @param place Which of its places; without it the whole file.
   * @throws {AuthError} `store_unavailable`
   */
  readonly tryLock: (place?: number) => boolean
}

/**
 * Makes the lock file at a path usable; it is opened at the first try.
 *
 * It stays open from one try to the next, so that a try is one call of the system. Whoever replaces the file
 * cannot make two holders of those that wait: they have the old file open, which its holder keeps from them, and a
 * lock that is had counts only if the file is still the one at the path (threat row S14).
 */
export function lockFile(path: string, tryLock: TryLock): LockFile {
  let descriptor: number | undefined
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }
  return {
    tryLock: (place) => {
      try {
        descriptor ??= openLock(path)
        if (!tryLock(descriptor, place)) return false
        if (isStillAt(path, descriptor)) return true
      } catch (error) {
        close()
        throw fileFault('lock', path, error)
      }
      close()
      return false
    },
    [Symbol.dispose]: close,
  }
}

function openLock(path: string): number {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants
  const descriptor = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0o600)
  try {
    const found = fstatSync(descriptor)
    checkPrivateFile(path, found)
    if ((found.mode & 0o777) !== 0o600) protectFile(descriptor)
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** A lock on a file that was replaced meanwhile keeps nobody out. */
function isStillAt(path: string, descriptor: number): boolean {
  const ours = fstatSync(descriptor)
  const there = lstatSync(path, { throwIfNoEntry: false })
  return there?.ino === ours.ino && there.dev === ours.dev
}
