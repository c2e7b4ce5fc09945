import { AuthError } from '../kernel/errors.js'
import { keychainName, unlockHint } from './keychain-platform.js'
import { itemName } from './keychain-protocol.js'

const name = keychainName(process.platform)
const unlock = unlockHint(process.platform)

/** Nothing answers at all. @returns {AuthError} `store_unavailable` */
export function unavailable(reason: string, cause?: unknown): AuthError {
  const hint =
    process.platform === 'linux'
      ? 'run oauthctl in a desktop session with a keyring, with libsecret-1 installed'
      : unlock
  return new AuthError('store_unavailable', `the ${name} does not work: ${reason}`, { cause, hint })
}

/** It answers but gives nothing away. @returns {AuthError} `store_locked` */
export function locked(reason: string, cause?: unknown): AuthError {
  return new AuthError('store_locked', `the ${name} is locked: ${reason}`, { cause, hint: unlock })
}

/** A child was killed at the deadline. @returns {AuthError} `store_locked` */
export function killed(deadlineMs: number): AuthError {
  return locked(`it did not answer within ${deadlineMs / 1000} s`)
}

/** A call inside this process hangs; only a signal ends it now. @returns {AuthError} `keychain_hung` */
export function hung(deadlineMs: number): AuthError {
  const message = `the ${name} did not answer within ${deadlineMs / 1000} s; it seems to be locked`
  return new AuthError('keychain_hung', message, { hint: unlock })
}

/** Somebody else's data, or damage, stands where our key should. @returns {AuthError} `store_unavailable` */
export function foreignItem(): AuthError {
  const message = `the item ${itemName} in the ${name} is not a key that oauthctl wrote; it was left alone`
  return new AuthError('store_unavailable', message, {
    hint: `look at the item ${itemName} and remove it by hand if nothing needs it`,
  })
}

/** Records wait for a key that is gone. A new one would never open them. @returns {AuthError} `store_unavailable` */
export function lostKey(): AuthError {
  const message = `the ${name} is open but holds no ${itemName}, the key of the sealed credentials`
  return new AuthError('store_unavailable', message, {
    hint:
      'restore the item from a backup; without one, forget the credentials it sealed with ' +
      '`oauthctl logout --local --profile NAME` for each of `oauthctl profile list`, then log in again',
  })
}
