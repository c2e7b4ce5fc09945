import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files that live as long as an org. */
export interface TempFiles {
  /** Writes a file that only its owner can read. @returns Its path. */
  readonly write: (name: string, text: string) => Promise<string>
  readonly remove: () => Promise<void>
}

/** The folders of all orgs of this process, for those that nobody closes before it exits. */
const folders = new Set<string>()

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** A new folder of the org's own, readable by its owner only; removed at the latest when the process exits. */
export async function tempFiles(): Promise<TempFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'oauthctl-emulator-'))
  if (folders.size === 0) process.on('exit', removeFolders)
  folders.add(folder)
  return {
    write: async (name, text) => {
      const path = join(folder, name)
      await writeFile(path, text, { mode: 0o600, flag: 'wx' })
      return path
    },
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      folders.delete(folder)
      if (folders.size === 0) process.off('exit', removeFolders)
    },
  }
}
