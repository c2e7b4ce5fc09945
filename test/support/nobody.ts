import { spawnSync } from 'node:child_process'

/** The account without rights that every Linux has. */
const nobody = 65_534

/** A command that runs another as somebody whom modes and limits bind, and a folder that is theirs meanwhile. */
interface Bound extends Disposable {
  readonly command: readonly string[]
}

/** Modes and limits do not bind root: whoever tests as root lends a folder to nobody until disposal. */
export function bound(folder: string): Bound {
  if (process.getuid?.() !== 0) return { command: ['env'], [Symbol.dispose]: () => undefined }
  give(folder, nobody)
  return {
    command: ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'],
    [Symbol.dispose]: () => give(folder, 0),
  }
}

function give(folder: string, owner: number): void {
  const { status } = spawnSync('chown', ['-R', `${owner}:${owner}`, folder])
  if (status !== 0) throw new Error(`${folder} could not be given to ${owner}`)
}
