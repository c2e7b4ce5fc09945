import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Clock, CredentialStore, Stores } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'

/** The credential of a profile and the store that has it. @throws {AuthError} `login_required`; store errors. */
export async function held(
  profile: string,
  stores: Stores,
): Promise<{ readonly store: CredentialStore; readonly credential: Credential }> {
  const store = await stores.holding(profile)
  const credential = await store?.get(profile)
  if (store === undefined || credential === undefined) throw nothingStored(profile)
  return { store, credential }
}

/** The credential as it is now. @throws {AuthError} `login_required` when it was forgotten meanwhile; store errors. */
export async function reread(profile: string, store: CredentialStore): Promise<Credential> {
  const credential = await store.get(profile)
  if (credential === undefined) throw nothingStored(profile)
  return credential
}

/** Says that a profile has no credential. */
export function nothingStored(profile: string): AuthError {
  return new AuthError('login_required', `profile ${profile} has no credential`, {
    hint: profile === 'default' ? 'log in: oauthctl login' : `log in: oauthctl login -p ${profile}`,
  })
}

/** Whether somebody has renewed a credential since it was read. */
export function isRenewedSince(before: Credential, after: Credential): boolean {
  return before.tokens.accessToken.expose() !== after.tokens.accessToken.expose()
}

/**
 * A sibling has renewed it while we waited: a token just refreshed is taken however short it lives, and
 * whatever the assumed lifetime says, unless it is known to have ended.
 */
export function isAdoptable(current: Credential, clock: Clock): boolean {
  const { expiry } = current.tokens
  const live = current.condition.kind === 'live'
  return live && (expiry === undefined || expiry.at > epochSecondsOfMs(clock.nowMs()))
}
