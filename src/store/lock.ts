import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import type { WithLock } from '../kernel/ports.js'
import { inTurn } from './in-turn.js'
import { lockFile } from './lock-file.js'
import { ensurePrivateDirectory } from './private-directory.js'
import { loadTryLock, type TryLock } from './try-lock.js'
import { waitForLock } from './wait-for-lock.js'

const lockFolder = 'locks'

/** How long a lock is waited for, and where the kernel's lock comes from. */
export interface LockOptions {
  /** Milliseconds. Default 120,000. */
  readonly deadlineMs?: number
  /** Default {@link loadTryLock}. */
  readonly load?: () => TryLock
}

/**
 * Makes the locks of a state folder: a file each in `locks/`, and one more for those that wait, never deleted, their
 * content never read. The kernel decides who holds one and frees it the moment its holder dies.
 *
 * Callers of one process queue first, and only the one whose turn it is tries the file and asks its `meanwhile`:
 * the others are asked when their turn comes, which is at once when the one before them was given what it wanted.
 *
 * @param stateDirectory Absolute; made 0700 at first use.
 * @returns Throws `timeout` after the deadline and `store_unavailable` where locking is impossible.
 */
export function kernelLock(stateDirectory: string, options: LockOptions = {}): WithLock {
  const { deadlineMs = 120_000, load = loadTryLock } = options
  return async (name, section, wait = {}) => {
    const { signal } = wait
    signal?.throwIfAborted()
    const end = performance.now() + deadlineMs
    const folder = join(stateDirectory, lockFolder)
    const path = join(folder, `${lockId(name)}.lock`)
    const late = (): AuthError => busy(path, deadlineMs)
    // Callers of one process queue here: a thousand of them would run out of descriptors.
    return inTurn(path, { deadlineMs, late, signal }, async () => {
      ensurePrivateDirectory(stateDirectory)
      ensurePrivateDirectory(folder)
      const tryLock = load()
      using file = lockFile(path, tryLock)
      using front = lockFile(join(folder, `${lockId(name)}.front`), tryLock)
      wait.ready?.()
      const waited = await waitForLock(file, front, end, wait)
      switch (waited.kind) {
        case 'held':
          return await section()
        case 'given':
          return waited.value
        case 'late':
          throw late()
      }
    })
  }
}

function lockId(name: string): string {
  const bytes = Buffer.from(name, 'utf16le')
  return createHash('sha256').update('oauthctl lock v1\0').update(bytes).digest('hex')
}

function busy(path: string, deadlineMs: number): AuthError {
  const message = `another oauthctl has held the lock ${path} for ${deadlineMs / 1000} s`
  return new AuthError('timeout', message, {
    hint: `look for a hanging oauthctl (\`fuser ${path}\`), end it, then run this again`,
  })
}
