import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Clock, CredentialStore, Stores } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'

/** A credential as it was read, the store that has it, and the stamp it had: another one tells of a change. */
export interface HeldCredential {
  readonly store: CredentialStore
  readonly credential: Credential
  readonly stamp: string
}

/** Reads the credential of a profile. @throws {AuthError} `login_required`; store errors. */
export async function held(profile: string, stores: Stores): Promise<HeldCredential> {
  const store = await stores.holding(profile)
  // Before the record is read: what is replaced in between is then seen as changed.
  const stamp = store?.stamp(profile)
  const credential = await store?.get(profile)
  if (store === undefined || stamp === undefined || credential === undefined) {
    throw nothingStored(profile)
  }
  return { store, credential, stamp }
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
