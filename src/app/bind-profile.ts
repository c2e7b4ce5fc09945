import { profileName } from '../config/profile-name.js'
import { readProfiles, type ProfilesDocument } from '../config/profiles-file.js'
import { writeProfiles } from '../config/write-profiles.js'
import { readSecret } from '../config/secret-input.js'
import type { ProfileChanges, ProfileContext } from '../commands/profile.js'
import { forget } from '../flows/logout.js'
import { AuthError } from '../kernel/errors.js'
import type { Profile } from '../kernel/profile.js'
import type { Secret } from '../kernel/secret.js'
import type { Services } from './services.js'

/** Binds the profile commands to this process. */
export function profileContext(services: Services): ProfileContext {
  return {
    list: async () => {
      const { profiles } = services.profiles()
      const current = (await services.selected()).name
      return { profiles: [...profiles.values()], current }
    },
    find: (name) => find(name, services),
    use: (profile) => edit(services, (document) => ({ ...document, current: profile.name })),
    change: (profile, changes) => change(profile, changes, services),
    remove: async (profile) => {
      await forget(profile.name, services)
      // A client that was registered for this profile is a secret of it too.
      await services.withLock(profile.name, () =>
        services.stores.registrations.forget(profile.name),
      )
      await edit(services, ({ current, profiles }) => ({
        current: current === profile.name ? undefined : current,
        profiles: new Map([...profiles].filter(([name]) => name !== profile.name)),
      }))
    },
    show: services.show,
  }
}

async function find(name: string | undefined, services: Services): Promise<Profile> {
  const wanted = name === undefined ? (await services.selected()).name : profileName(name)
  const profile = services.profiles().profiles.get(wanted)
  if (profile !== undefined) return profile
  throw new AuthError('unknown_profile', `there is no profile ${wanted}`, {
    hint: 'see which there are: oauthctl profile list',
  })
}

async function change(
  profile: Profile,
  changes: ProfileChanges,
  services: Services,
): Promise<Profile> {
  const secret = await readSecret(
    {
      name: 'the client secret',
      file: { flag: '--client-secret-file', path: changes.clientSecretFile },
      stdin: { flag: '--client-secret-stdin', on: changes.clientSecretStdin },
      variable: '',
    },
    {},
    services.host.readStdin,
  )
  if (secret !== undefined) await replaceSecret(profile, secret, services)
  const rotationReuse = changes.rotationReuse ?? profile.rotationReuse
  const changed: Profile = {
    ...profile,
    scopes: changes.scopes ?? profile.scopes,
    redirectUri: changes.redirectUri ?? profile.redirectUri,
    sessionTimeout: changes.sessionTimeout ?? profile.sessionTimeout,
    ...(rotationReuse === undefined ? {} : { rotationReuse }),
  }
  await edit(services, ({ current, profiles }) => ({
    current,
    profiles: new Map([...profiles, [profile.name, changed]]),
  }))
  return changed
}

async function replaceSecret(profile: Profile, secret: Secret, services: Services): Promise<void> {
  await services.withLock(profile.name, async () => {
    const store = await services.stores.holding(profile.name)
    const credential = await store?.get(profile.name)
    if (store === undefined || credential === undefined) {
      throw new AuthError('login_required', `profile ${profile.name} has no credential`, {
        hint: `give the secret at login: oauthctl login -p ${profile.name} --client-secret-file FILE`,
      })
    }
    const { client } = credential
    const authMethod = client.authMethod === 'none' ? 'post' : client.authMethod
    await store.put({ ...credential, client: { ...client, secret, authMethod } })
  })
}

async function edit(
  services: Services,
  change: (document: ProfilesDocument) => ProfilesDocument,
): Promise<void> {
  const { config } = services.folders
  await services.withLock('profiles.json', async () =>
    writeProfiles(config, change(readProfiles(config))),
  )
}
