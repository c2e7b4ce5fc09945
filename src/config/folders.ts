import { posix, win32 } from 'node:path'
import { AuthError } from '../kernel/errors.js'

/** Where files live. Absolute paths; nothing is made here. */
export interface Folders {
  /** Holds `profiles.json`. */
  readonly config: string
  /** Holds sealed credentials, locks and the key file. */
  readonly state: string
}

/** What decides where files live. */
export interface FolderFacts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The account's home by the system's user database; `undefined` when it has none. */
  readonly accountHome: () => string | undefined
}

const app = 'oauthctl'

/**
 * Finds the folders: `OAUTHCTL_HOME` for both, else XDG or AppData. Never relative to the current folder.
 *
 * @throws {AuthError} `bad_configuration` when `OAUTHCTL_HOME` is relative or there is no home at all.
 * @see {@link https://specifications.freedesktop.org/basedir-spec/latest/ XDG Base Directory}
 */
export function folders(facts: FolderFacts): Folders {
  const { env, platform } = facts
  const paths = pathsOf(platform)
  const own = env['OAUTHCTL_HOME'] ?? ''
  if (own !== '') {
    if (!paths.isAbsolute(own)) {
      throw new AuthError('bad_configuration', `OAUTHCTL_HOME is not an absolute path: ${own}`, {
        hint: 'give OAUTHCTL_HOME as an absolute path',
      })
    }
    return { config: own, state: own }
  }
  if (platform === 'win32') {
    const roaming =
      absolute(env['APPDATA'], platform) ?? paths.join(home(facts), 'AppData', 'Roaming')
    const local =
      absolute(env['LOCALAPPDATA'], platform) ?? paths.join(home(facts), 'AppData', 'Local')
    return { config: paths.join(roaming, app), state: paths.join(local, app) }
  }
  const config = absolute(env['XDG_CONFIG_HOME'], platform) ?? paths.join(home(facts), '.config')
  const state =
    absolute(env['XDG_STATE_HOME'], platform) ?? paths.join(home(facts), '.local', 'state')
  return { config: paths.join(config, app), state: paths.join(state, app) }
}

/**
 * The state folder of this user whatever configuration is chosen: where all of them meet. `undefined` where there
 * is no home.
 */
export function sharedStateFolder({ env, ...facts }: FolderFacts): string | undefined {
  const { OAUTHCTL_HOME: _own, XDG_STATE_HOME: _state, XDG_CONFIG_HOME: _config, ...rest } = env
  try {
    return folders({ ...facts, env: rest }).state
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

/** An empty `HOME` makes `os.homedir()` answer '' and a store in the current folder (threat row T94). */
function home({ env, platform, accountHome }: FolderFacts): string {
  const variable = platform === 'win32' ? 'USERPROFILE' : 'HOME'
  const found = absolute(env[variable], platform) ?? absolute(accountHome(), platform)
  if (found === undefined) {
    throw new AuthError('bad_configuration', 'there is no home folder to keep anything in', {
      hint: 'set OAUTHCTL_HOME to a folder of your own',
    })
  }
  return found
}

function absolute(path: string | undefined, platform: NodeJS.Platform): string | undefined {
  const paths = pathsOf(platform)
  if (path === undefined || !paths.isAbsolute(path)) return undefined
  return paths.parse(path).root === path ? undefined : path
}

/** The paths of the platform that was told, not of the one this runs on. */
function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix
}
