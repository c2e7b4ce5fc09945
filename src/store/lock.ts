import { createHash, randomInt } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AuthError } from '../kernel/errors.js'
import type { WithLock } from '../kernel/ports.js'
import { fileFault } from './file-fault.js'
import { inTurn } from './in-turn.js'
import { ensurePrivateDirectory } from './private-directory.js'
import { checkPrivateFile, protectFile } from './private-file.js'
import { loadTryLock, type TryLock } from './try-lock.js'

const lockFolder = 'locks'

/** How long a lock is waited for, and where the kernel's lock comes from. */
export interface LockOptions {
  /** Milliseconds. Default 120,000. */
  readonly deadlineMs?: number
  /** Default {@link loadTryLock}. */
  readonly load?: () => TryLock
}

/**
 * Makes the locks of a state folder: one file each in `locks/`, never deleted, its content never
 * read. The kernel decides who holds one and frees it the moment the holder dies.
 *
 * @param stateDirectory Absolute; made 0700 at first use.
 * @returns Throws `timeout` after the deadline and `store_unavailable` where locking is impossible.
 */
export function kernelLock(stateDirectory: string, options: LockOptions = {}): WithLock {
  const { deadlineMs = 120_000, load = loadTryLock } = options
  return async (name, section) => {
    const end = performance.now() + deadlineMs
    const folder = join(stateDirectory, lockFolder)
    const path = join(folder, `${lockId(name)}.lock`)
    // Callers of one process queue here: a thousand of them would run out of descriptors.
    return inTurn(
      path,
      deadlineMs,
      async () => {
        ensurePrivateDirectory(stateDirectory)
        ensurePrivateDirectory(folder)
        const descriptor = await lockedFile(path, load(), end)
        if (descriptor === undefined) throw busy(path, deadlineMs)
        try {
          return await section()
        } finally {
          closeSync(descriptor)
        }
      },
      () => busy(path, deadlineMs),
    )
  }
}

/** Waits for the lock. `undefined` when it was not free in time. */
async function lockedFile(
  path: string,
  tryLock: TryLock,
  end: number,
): Promise<number | undefined> {
  for (;;) {
    const descriptor = tryOnce(path, tryLock)
    if (descriptor !== undefined) return descriptor
    const leftMs = end - performance.now()
    if (leftMs <= 0) return undefined
    // Different waits keep many processes from asking in step.
    await sleep(Math.min(leftMs, randomInt(5, 26)))
  }
}

function tryOnce(path: string, tryLock: TryLock): number | undefined {
  let descriptor: number | undefined
  let held = false
  try {
    descriptor = openLock(path)
    held = tryLock(descriptor) && isStillAt(path, descriptor)
    return held ? descriptor : undefined
  } catch (error) {
    throw fileFault('lock', path, error)
  } finally {
    if (descriptor !== undefined && !held) closeSync(descriptor)
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
