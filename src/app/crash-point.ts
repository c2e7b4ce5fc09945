import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { checkpoints, type Checkpoint, type Reach } from '../kernel/checkpoint.js'
import { AuthError } from '../kernel/errors.js'
import type { Host } from './host.js'

const asking = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
const ends = ['SIGKILL', 'SIGSTOP', ...asking, 'throw'] as const

interface CrashPoint {
  readonly place: Checkpoint
  readonly end: (typeof ends)[number]
}

/**
 * Lets tests end this process in the midst of a refresh: `OAUTHCTL_CRASH_AT=CP5`, or `CP5:SIGINT` and the like, at
 * the first time the place is reached.
 *
 * Nobody meets it by chance: without `NODE_ENV=test`, or with a state folder that is not below the system's
 * temporary one, the variable is not read at all.
 *
 * @throws {AuthError} `bad_configuration` for a place or an end that does not exist.
 */
export function crashPoint(
  host: Pick<Host, 'env' | 'kill' | 'raise'>,
  stateFolder: () => string,
): Reach {
  // Not by `variable`: this one is no part of the surface (docs/environment.md).
  const text = host.env['OAUTHCTL_CRASH_AT'] ?? ''
  if (text === '' || host.env['NODE_ENV'] !== 'test' || !isTemporary(stateFolder())) {
    return () => undefined
  }
  const { place, end } = parsed(text)
  let reached = false
  return (here) => {
    if (reached || here !== place) return
    reached = true
    if (end === 'throw') throw new Error(`the crash point ${place}`)
    // A signal that is sent is heard when this turn has ended, which may be some places later.
    const asked = asking.find((name) => name === end)
    if (asked === undefined) host.kill(end)
    else host.raise(asked)
  }
}

function parsed(text: string): CrashPoint {
  const [left = '', right = 'SIGKILL', ...rest] = text.split(':')
  const place = checkpoints.find((name) => name === left)
  const end = ends.find((name) => name === right)
  if (place !== undefined && end !== undefined && rest.length === 0) return { place, end }
  throw new AuthError('bad_configuration', `OAUTHCTL_CRASH_AT is ${JSON.stringify(text)}`, {
    hint: `give one of ${checkpoints.join(', ')}, alone or followed by : and one of ${ends.join(', ')}`,
  })
}

/** Whether a folder is below the system's temporary one, whatever links lead there. */
function isTemporary(folder: string): boolean {
  // Loaded when a test asks for it: no other run pays for it.
  const { tmpdir } = process.getBuiltinModule('node:os')
  const way = relative(realPath(tmpdir()), realPath(folder))
  return way !== '' && !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..'
}

/** The real path of what exists, with the rest behind it: a state folder is made at its first use. */
function realPath(path: string): string {
  const { realpathSync } = process.getBuiltinModule('node:fs')
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), basename(path))
  }
}
