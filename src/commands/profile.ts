import { Command, InvalidArgumentError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Profile, RotationReuse } from '../kernel/profile.js'
import { parseRotationReuse, rotationReuseWords } from '../kernel/rotation-reuse.js'
import type { View } from '../kernel/view.js'
import { seconds, words } from './options.js'

/** What `profile set` may change. Absent: stays as it is. */
export interface ProfileChanges {
  readonly clientSecretFile: string | undefined
  readonly clientSecretStdin: boolean
  readonly scopes: readonly string[] | undefined
  readonly redirectUri: string | undefined
  readonly sessionTimeout: number | undefined
  readonly rotationReuse: RotationReuse | undefined
}

/** What the profile commands need. Names are checked by the context. */
export interface ProfileContext {
  readonly list: () => Promise<{ readonly profiles: readonly Profile[]; readonly current: string }>
  /** The named profile, or the chosen one. @throws {AuthError} `unknown_profile`. */
  readonly find: (name: string | undefined) => Promise<Profile>
  readonly use: (profile: Profile) => Promise<void>
  readonly change: (profile: Profile, changes: ProfileChanges) => Promise<Profile>
  readonly remove: (profile: Profile) => Promise<void>
  readonly show: (view: View) => void
}

/** `profile list, show, use, set, remove`. */
export function profileCommand(
  run: (act: (context: ProfileContext) => Promise<void>) => Promise<void>,
): CommandUnknownOpts {
  return new Command('profile')
    .summary('list, show, choose, change and remove profiles')
    .description('A profile is a name for a server, a client and defaults. It holds no secret.')
    .addCommand(
      new Command('list').description('list the profiles').action(() => run(listProfiles)),
    )
    .addCommand(
      new Command('show')
        .description('show a profile')
        .argument('[name]')
        .action((name) => run((context) => showProfile(name, context))),
    )
    .addCommand(
      new Command('use')
        .description('use this profile when none is named')
        .argument('<name>')
        .action((name) => run((context) => useProfile(name, context))),
    )
    .addCommand(setCommand(run))
    .addCommand(
      new Command('remove')
        .description('forget the credential and remove the profile')
        .argument('<name>')
        .action((name) => run((context) => removeProfile(name, context))),
    )
}

function setCommand(
  run: (act: (context: ProfileContext) => Promise<void>) => Promise<void>,
): CommandUnknownOpts {
  return new Command('set')
    .description('change defaults, or replace a rotated client secret')
    .argument('[name]')
    .option('--client-secret-file <file>', 'read the new client secret from a file, - for stdin')
    .option('--client-secret-stdin', 'read the new client secret from stdin')
    .option('-s, --scope <scope>', 'scopes to ask for at the next login; repeatable', words)
    .option('--redirect-uri <uri>', 'callback URL of the next login')
    .option('--session-timeout <seconds>', 'assumed life of a token of unknown lifetime', seconds)
    .option(
      '--rotation-reuse <policy>',
      'what the server does when a replaced refresh token comes again: fatal, grace:SECONDS, idempotent or none',
      rotationReuse,
    )
    .action((name, flags) =>
      run((context) =>
        changeProfile(
          name,
          {
            clientSecretFile: flags.clientSecretFile,
            clientSecretStdin: flags.clientSecretStdin === true,
            scopes: flags.scope,
            redirectUri: flags.redirectUri,
            sessionTimeout: flags.sessionTimeout,
            rotationReuse: flags.rotationReuse,
          },
          context,
        ),
      ),
    )
}

function rotationReuse(value: string): RotationReuse {
  const found = parseRotationReuse(value)
  if (found !== undefined) return found
  throw new InvalidArgumentError(`It takes one of ${rotationReuseWords}.`)
}

/** Shows all profiles. */
export async function listProfiles(context: ProfileContext): Promise<void> {
  context.show({ kind: 'profiles', ...(await context.list()) })
}

/** Shows one profile. */
export async function showProfile(
  name: string | undefined,
  context: ProfileContext,
): Promise<void> {
  context.show({ kind: 'profile', profile: await context.find(name), done: 'shown' })
}

/** Makes a profile the one used when none is named. */
export async function useProfile(name: string, context: ProfileContext): Promise<void> {
  const profile = await context.find(name)
  await context.use(profile)
  context.show({ kind: 'profile', profile, done: 'used' })
}

/** Changes a profile's defaults, and its secret in the sealed credential. */
export async function changeProfile(
  name: string | undefined,
  changes: ProfileChanges,
  context: ProfileContext,
): Promise<void> {
  const profile = await context.change(await context.find(name), changes)
  context.show({ kind: 'profile', profile, done: 'set' })
}

/** Removes a profile and its credential. */
export async function removeProfile(name: string, context: ProfileContext): Promise<void> {
  const profile = await context.find(name)
  await context.remove(profile)
  context.show({ kind: 'profile', profile, done: 'removed' })
}
