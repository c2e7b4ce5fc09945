import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import {
  optionalObject,
  optionalString,
  own,
  parseJsonObject,
  type JsonSource,
} from '../kernel/json.js'
import type { Profile } from '../kernel/profile.js'
import { profileName } from './profile-name.js'
import { profileFromJson } from './profile-json.js'

/** The profiles file, read. */
export interface ProfilesDocument {
  /** The profile of `profile use`, when there is one. */
  readonly current: string | undefined
  readonly profiles: ReadonlyMap<string, Profile>
}

/** The format of the file. */
export const formatVersion = 1

/** Room for thousands of profiles: the file is the person's own. */
const maxNames = 1_000_000

/** Where the profiles of a configuration folder live. */
export function profilesPath(folder: string): string {
  return join(folder, 'profiles.json')
}

/**
 * Reads the profiles. No file is no profiles.
 *
 * @throws {AuthError} `bad_configuration` naming the file and what is wrong in it.
 */
export function readProfiles(folder: string): ProfilesDocument {
  const path = profilesPath(folder)
  const text = readText(path)
  if (text === undefined) return { current: undefined, profiles: new Map() }
  const source: JsonSource = {
    name: path,
    code: 'bad_configuration',
    hint: `mend or move ${path}`,
    maxNames,
  }
  const document = parseJsonObject(text, source)
  const version = own(document, 'version')
  if (version !== formatVersion) {
    throw new AuthError('bad_configuration', `${path} has a format this version cannot read`, {
      hint: 'update oauthctl, or move the file away',
    })
  }
  const entries = optionalObject(document, 'profiles', source) ?? {}
  const profiles = Object.entries(entries).map(
    ([name, value]) => [soundName(name, path), profileFromJson(name, value, path)] as const,
  )
  return { current: optionalString(document, 'current', source), profiles: new Map(profiles) }
}

/** Read at once: every `token` does it, and waiting for the system costs more than the reading. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new AuthError('bad_configuration', `${path} cannot be read`, {
      cause,
      hint: `make ${path} readable, or set OAUTHCTL_HOME`,
    })
  }
}

function soundName(name: string, path: string): string {
  try {
    return profileName(name)
  } catch (cause) {
    throw new AuthError(
      'bad_configuration',
      `${path} names a profile ${JSON.stringify(name)}, which cannot be a name`,
      { cause, hint: `rename it in ${path}: up to 64 letters, digits and . _ - + @` },
    )
  }
}
