import type { CatalogueEntry } from '../refusal-catalogue.js'

/** Refusals of the app, the user or the org as such (salesforce-oauth.md §16.2, salesforce-oauth-2.md §3). */
export const appVerdicts: readonly CatalogueEntry[] = [
  {
    error: 'invalid_client_id',
    code: 'invalid_client',
    hint: 'check --client-id and the host: a new app needs up to ten minutes, and a local external client app answers only at its My Domain',
  },
  {
    error: 'invalid_client_credentials',
    code: 'request_refused',
    hint: 'check the client secret: --client-secret-file FILE, or --client-secret-stdin',
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
    error: 'rate_limit_exceeded',
    code: 'rate_limited',
    hint: 'wait an hour, and let scripts share one login instead of logging in each time',
  },
  {
    error: 'invalid_app_access',
    code: 'access_denied',
    hint: 'ask an administrator to assign your profile or permission set to the app',
  },
  {
    error: 'oauth_flow_disabled',
    code: 'access_denied',
    hint: 'switch the external client app and its OAuth settings on in Setup > External Client App Manager',
  },
  {
    error: 'app_not_found',
    code: 'invalid_client',
    hint: "name the My Domain of the app's own org",
  },
  {
    error: 'app_blocked',
    code: 'access_denied',
    hint: 'ask an administrator to unblock the app: Setup > Connected Apps OAuth Usage',
  },
  {
    error: 'fail_close_app_blocked',
    code: 'request_refused',
    hint: 'try again in a minute; then ask an administrator to look at the app: Setup > Connected Apps OAuth Usage',
  },
  {
    error: 'client_blocked',
    code: 'request_refused',
    hint: 'ask an administrator to unblock the app: Setup > Connected Apps OAuth Usage',
  },
  {
    error: 'unknown_error',
    code: 'server_error',
    hint: "name the org's own host, its My Domain; then try once more",
  },
]
