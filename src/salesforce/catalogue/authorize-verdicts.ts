import type { CatalogueEntry } from '../refusal-catalogue.js'

/** Refusals that arrive with the browser (salesforce-oauth.md §2.3 and §16.2). */
export const authorizeVerdicts: readonly CatalogueEntry[] = [
  {
    error: 'redirect_uri_mismatch',
    code: 'request_refused',
    hint: 'enter the callback URL of this login in the app exactly, port and path included, or give a registered one with --redirect-uri',
  },
  {
    error: 'redirect_uri_missing',
    code: 'request_refused',
    hint: 'send redirect_uri: oauthctl login does; another client must name a callback URL of the app',
  },
  {
    error: 'immediate_unsuccessful',
    code: 'login_required',
    hint: 'log in with a page: oauthctl login without --immediate',
  },
  {
    error: 'oauth_app_access_denied',
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
]
