import { variable } from '../config/environment.js'
import { folders } from '../config/folders.js'
import { profileName } from '../config/profile-name.js'
import { readProfiles, type ProfilesDocument } from '../config/profiles-file.js'
import { AuthError } from '../kernel/errors.js'
import type { Profile } from '../kernel/profile.js'
import type { Globals } from './globals.js'
import type { Host } from './host.js'

/** The chosen profile: its name, and what is known of it. */
export interface SelectedProfile {
  readonly name: string
  readonly profile: Profile | undefined
  readonly origin: string
}

const noProfiles: ProfilesDocument = { current: undefined, profiles: new Map() }

/** Reads the profiles; there are none where there is no home. @throws {AuthError} `bad_configuration`. */
export function knownProfiles(host: Host): ProfilesDocument {
  return noHome(host) ? noProfiles : readProfiles(folders(host).config)
}

/** Without any home there are no profiles, and nothing is lost: a grant can still print its token. */
function noHome(host: Host): boolean {
  try {
    folders(host)
    return false
  } catch (error) {
    if (error instanceof AuthError && (host.env['OAUTHCTL_HOME'] ?? '') === '') return true
    throw error
  }
}

/** Chooses the profile: by flag, environment, `profile use`, or `default` (cli-contract section 1). */
export function selectProfile(
  globals: Globals,
  env: Host['env'],
  { current, profiles }: ProfilesDocument,
): SelectedProfile {
  const fromEnv = variable(env, 'OAUTHCTL_PROFILE')
  const [name, origin] =
    globals.profile !== undefined
      ? [globals.profile, '--profile']
      : fromEnv !== undefined
        ? [fromEnv, 'OAUTHCTL_PROFILE']
        : current !== undefined
          ? [current, 'profile use']
          : ['default', 'default']
  const checked = profileName(name)
  return {
    name: checked,
    profile: profiles.get(checked),
    origin: checked === 'default' ? 'default' : origin,
  }
}

/** Says that a named profile does not exist. */
export function unknownProfile({ name, origin }: SelectedProfile): AuthError {
  return new AuthError('unknown_profile', `there is no profile ${name} (named by ${origin})`, {
    hint: 'see which there are: oauthctl profile list; or make it: oauthctl login -p ' + name,
  })
}
