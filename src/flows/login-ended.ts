import { isApproved, type Credential } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import { isoTime } from '../kernel/token-set.js'
import type { Demand } from './demand.js'
import { loginCommand } from './login-command.js'

/** Refuses a credential that is marked dead, unless a renewal was asked for on purpose. @throws `login_required` */
export function refuseDead(credential: Credential, demand: Demand): void {
  if (credential.condition.kind !== 'dead' || demand.kind === 'renew') return
  throw new AuthError(
    'login_required',
    `the login of profile ${credential.profile} has ended: ${credential.condition.reason}`,
    { hint: howToRevive(credential) },
  )
}

/** A grant that needs no person only waits to be asked for on purpose: nobody undoes a revocation unasked. */
function howToRevive(credential: Credential): string {
  const runsAgain = !isApproved(credential) && credential.tokens.refreshToken === undefined
  return runsAgain
    ? `get another token: oauthctl refresh -p ${credential.profile}`
    : `log in again: ${loginCommand(credential)}`
}

/** Says that the server has declared the refresh token dead. */
export function endedLogin(
  credential: Credential,
  reason: string,
  error: OAuthResponseError,
): AuthError {
  const message = `the login of profile ${credential.profile} has ended: ${reason}`
  return new OAuthResponseError('login_required', message, error.refusal, {
    cause: error,
    hint: `log in again: ${loginCommand(credential)}`,
  })
}

/** However long it takes, a refresh under way elsewhere says nothing of the token (row N9). */
export function stillBusy(credential: Credential, error: OAuthResponseError): AuthError {
  const message = `the server is still refreshing the token of profile ${credential.profile} elsewhere`
  return new OAuthResponseError('server_error', message, error.refusal, {
    cause: error,
    hint: 'try again in a minute',
  })
}

/** Says why nothing is sent while the old access token lives. */
export function outcomeUnknown(credential: Credential): AuthError {
  return new AuthError(
    'outcome_unknown',
    `the answer to the refresh of profile ${credential.profile}${when(credential)} was lost, and asking again could end the login while its access token still works`,
    {
      hint: `use the stored token while it lives: oauthctl token -p ${credential.profile}; or log in again: ${loginCommand(credential)}`,
    },
  )
}

/** Says that a login is needed because two answers were lost. */
export function giveUp(credential: Credential): AuthError {
  return new AuthError(
    'login_required',
    `the answers to the last two refreshes of profile ${credential.profile}${when(credential)} were lost, so its refresh token may be spent`,
    {
      hint: `log in again: ${loginCommand(credential)}; or try once more: oauthctl refresh -p ${credential.profile}`,
    },
  )
}

/** Says that a copy of the credential has gone on without this one. */
export function usedElsewhere(credential: Credential, holder: string): AuthError {
  return new AuthError(
    'login_required',
    `the refresh token of profile ${credential.profile} has been replaced by a copy of this credential in ${holder}`,
    {
      hint: `use that folder, or log in here: ${loginCommand(credential)}; copies of a login end each other`,
    },
  )
}

function when({ pending }: Credential): string {
  return pending === undefined ? '' : ` at ${isoTime(pending.at)}`
}
