import type { OAuthRefusal } from '../kernel/errors.js'
import { standardRefusal, type RefusalVerdict } from '../oauth/refusal.js'

interface Entry extends RefusalVerdict {
  readonly error: string
  /** The literal description, in lower case; absent: any. */
  readonly description?: string
}

/** Salesforce's refusals that need another word than the standard's (salesforce-oauth.md §16.2). */
const catalogue: readonly Entry[] = [
  {
    error: 'invalid_client_id',
    code: 'invalid_client',
    hint: 'check --client-id and the host: a new app needs up to ten minutes, and a local external client app answers only at its My Domain',
  },
  {
    error: 'redirect_uri_mismatch',
    code: 'request_refused',
    hint: 'enter the callback URL of this login in the app exactly, port and path included, or give a registered one with --redirect-uri',
  },
  {
    error: 'invalid_grant',
    description: 'expired access/refresh token',
    code: 'login_required',
    hint: 'log in again: oauthctl login',
  },
  {
    error: 'invalid_grant',
    description: 'expired authorization code',
    code: 'request_refused',
    hint: 'log in again: oauthctl login; a code works once, for 15 minutes',
  },
  {
    error: 'invalid_grant',
    description: 'ip restricted',
    code: 'access_denied',
    hint: 'ask an administrator to relax the IP restrictions of the app or of your profile',
  },
  {
    error: 'invalid_grant',
    description: 'inactive user',
    code: 'access_denied',
    hint: 'ask an administrator to activate the user',
  },
  {
    error: 'inactive_user',
    code: 'access_denied',
    hint: 'ask an administrator to activate the user',
  },
  {
    error: 'inactive_org',
    code: 'access_denied',
    hint: 'the org is locked or closed; log in to another host',
  },
  {
    error: 'immediate_unsuccessful',
    code: 'login_required',
    hint: 'log in with a page: oauthctl login without --immediate',
  },
  {
    error: 'rate_limit_exceeded',
    code: 'rate_limited',
    hint: 'wait an hour, and let scripts share one login instead of logging in each time',
  },
  {
    error: 'oauth_app_access_denied',
    code: 'access_denied',
    hint: 'ask an administrator to assign your profile or permission set to the app',
  },
  {
    error: 'invalid_app_access',
    code: 'access_denied',
    hint: 'ask an administrator to assign your profile or permission set to the app',
  },
  {
    error: 'oauth_app_blocked',
    code: 'access_denied',
    hint: 'ask an administrator to unblock the app: Setup > Connected Apps OAuth Usage',
  },
  {
    error: 'oauth_authorization_blocked',
    code: 'access_denied',
    hint: "log in at the My Domain of the app's own org: oauthctl login MY-DOMAIN",
  },
  {
    error: 'oauth_ec_app_not_found',
    code: 'invalid_client',
    hint: "log in at the My Domain of the app's own org: oauthctl login MY-DOMAIN",
  },
  {
    error: 'oauth_approval_error_generic',
    code: 'request_refused',
    hint: 'ask only for scopes the app has, and check that the user may use the app in a browser',
  },
  { error: 'unknown_error', code: 'server_error', hint: 'try again, at the My Domain host' },
]

/** The meaning of a refusal by Salesforce; what it shares with the standard is left to the standard. */
export function readRefusal(refusal: OAuthRefusal): RefusalVerdict {
  const error = refusal.error.toLowerCase()
  const description = refusal.description?.toLowerCase()
  return (
    catalogue.find(
      (entry) =>
        entry.error === error &&
        (entry.description === undefined || entry.description === description),
    ) ?? standardRefusal(refusal)
  )
}

/**
 * A simultaneous refresh with the same token is refused for the moment only
 * (threats-and-faults.md section 0, finding 1).
 */
export function isBusyRefresh(refusal: OAuthRefusal): boolean {
  const description = refusal.description?.toLowerCase()
  return (
    refusal.error === 'invalid_grant' &&
    (description === 'token request is already being processed' ||
      description === 'expired authorization code')
  )
}
