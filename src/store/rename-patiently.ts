import { renameSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { errnoOf } from './file-fault.js'

const patienceMs = 60_000
const passing = new Set(['EPERM', 'EBUSY', 'EACCES'])

/** What renaming needs from the system; tests give one that behaves like Windows. */
export interface RenameSystem {
  readonly platform: NodeJS.Platform
  readonly rename: (from: string, to: string) => void
}

/**
 * Renames a file over another.
 *
 * On Windows a virus scanner holds a new file for a moment, so there it is tried for up to 60 s.
 *
 * @throws The system's error.
 */
export async function renamePatiently(
  from: string,
  to: string,
  system: RenameSystem = { platform: process.platform, rename: renameSync },
): Promise<void> {
  const end = performance.now() + patienceMs
  for (let waitMs = 10; ; waitMs = Math.min(100, waitMs * 2)) {
    try {
      system.rename(from, to)
      return
    } catch (error) {
      const mayPass = system.platform === 'win32' && passing.has(errnoOf(error) ?? '')
      if (!mayPass || performance.now() > end) throw error
    }
    await sleep(waitMs)
  }
}
