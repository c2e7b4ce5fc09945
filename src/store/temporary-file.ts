import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, unlinkSync, type Stats } from 'node:fs'
import { join } from 'node:path'

const temporaryName = /^\.oauthctl-[0-9a-f]{24}\.tmp$/
const leftoverAgeMs = 3_600_000

/** A random name in the folder, known as temporary to the other functions here. */
export function temporaryPath(directory: string): string {
  return join(directory, `.oauthctl-${randomBytes(12).toString('hex')}.tmp`)
}

/** Removes what killed writers left more than an hour ago: nobody else ever will. Never fails. */
export function removeLeftovers(directory: string): void {
  const oldest = Date.now() - leftoverAgeMs
  removeTemporaries(directory, (found) => found.mtimeMs < oldest)
}

/** Removes the temporary names of a file that has its own name by now. Never fails. */
export function removeTwins(directory: string, file: Stats): void {
  removeTemporaries(directory, (found) => found.ino === file.ino && found.dev === file.dev)
}

/** Removes a temporary file if it is there. Never fails. */
export function discard(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It is gone, or the fault that is being reported also keeps it here.
  }
}

function removeTemporaries(directory: string, unwanted: (found: Stats) => boolean): void {
  for (const path of temporariesIn(directory)) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found !== undefined && unwanted(found)) discard(path)
  }
}

function temporariesIn(directory: string): readonly string[] {
  try {
    const names = readdirSync(directory).filter((name) => temporaryName.test(name))
    return names.map((name) => join(directory, name))
  } catch {
    // Tidying up is not worth a failure of what has already been done.
    return []
  }
}
