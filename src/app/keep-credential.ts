import { readProfiles } from '../config/profiles-file.js'
import { writeProfiles } from '../config/write-profiles.js'
import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { CredentialStore } from '../kernel/ports.js'
import type { Profile } from '../kernel/profile.js'
import type { Services } from './services.js'

/** The credential a profile has, or `undefined` when there is none that can be read. */
export async function storedCredential(
  profile: string,
  services: Services,
): Promise<Credential | undefined> {
  try {
    return await (await services.stores.holding(profile))?.get(profile)
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

/**
 * Keeps a credential and its profile, in place of what the profile had before; says whose credential was
 * replaced when it was somebody else's (cli-contract section 1).
 */
export async function keepCredential(
  credential: Credential,
  profile: Profile,
  store: CredentialStore,
  services: Services,
): Promise<void> {
  if (store.kind === 'memory') {
    await store.put(credential)
    return
  }
  await services.withLock(credential.profile, async () => {
    const before = await storedCredential(credential.profile, services)
    await store.put(credential)
    await saveProfile(profile, services)
    if (before !== undefined) warnReplaced(before, credential, services)
  })
}

/** Writes a profile into the profiles file, in place of the one of that name. */
export async function saveProfile(profile: Profile, services: Services): Promise<void> {
  await services.withLock('profiles.json', async () => {
    const { current, profiles } = readProfiles(services.folders.config)
    await writeProfiles(services.folders.config, {
      current,
      profiles: new Map([...profiles, [profile.name, profile]]),
    })
  })
}

function warnReplaced(before: Credential, after: Credential, services: Services): void {
  const name = (of: Credential): string | undefined => of.identity.username ?? of.identity.subject
  const sameUser = name(before) === name(after)
  const sameOrg = before.identity.orgId === after.identity.orgId
  if (sameUser && sameOrg && before.server.issuer === after.server.issuer) return
  services.warn(
    `this replaced the credential of ${name(before) ?? 'another user'} at ${new URL(before.server.url).host} in profile ${after.profile}`,
  )
}
