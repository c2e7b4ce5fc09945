import type { RefusalVerdict } from '../oauth/refusal.js'

/** What one refusal means and what cures it. */
export interface CatalogueEntry extends RefusalVerdict {
  readonly error: string
  /** The literal description, in lower case and without a period; absent: any. */
  readonly description?: string
}

/** Salesforce's refusals that need another word than the standard's (salesforce-oauth.md §16.2 and §22). */
export const refusalCatalogue: readonly CatalogueEntry[] = [
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
    hint: 'log in again: oauthctl login, since a code works once, for 15 minutes; for an assertion, set the clock of this machine: it must not have expired',
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
  {
    error: 'invalid_grant',
    description: "user hasn't approved this consumer",
    code: 'access_denied',
    hint: 'pre-authorise the user: in the app, Permitted Users = Admin approved users are pre-authorized, then assign the profile or permission set; and check the user name and the host',
  },
  {
    error: 'invalid_grant',
    description: 'audience is invalid',
    code: 'request_refused',
    hint: 'give the right pool: --audience https://login.salesforce.com, or https://test.salesforce.com for a sandbox',
  },
  {
    error: 'invalid_grant',
    description: 'audience validation failed',
    code: 'request_refused',
    hint: 'give the right pool: --audience https://login.salesforce.com, or https://test.salesforce.com for a sandbox',
  },
  {
    error: 'invalid_grant',
    description: 'invalid assertion',
    code: 'request_refused',
    hint: 'upload the certificate that belongs to this key in the app; for SAML see Setup > Single Sign-On Settings > SAML Assertion Validator',
  },
  {
    error: 'bad_jti_claim',
    code: 'request_refused',
    hint: 'run the command again: each assertion is taken once',
  },
  {
    error: 'invalid_assertion_type',
    code: 'request_refused',
    hint: 'send a SAML 2.0 response or assertion: --assertion-file FILE',
  },
  {
    error: 'invalid_request',
    description:
      'refresh_token scope is required and the connected app should be installed and preauthorized',
    code: 'request_refused',
    hint: 'add the scope "Perform requests at any time" (refresh_token) to the app, and pre-authorise the user',
  },
  {
    error: 'invalid_request',
    description: 'scope parameter not supported',
    code: 'invalid_scope',
    hint: 'leave --scope out: Salesforce grants the scopes of the app',
  },
  {
    error: 'invalid_request',
    description: 'missing required code challenge',
    code: 'request_refused',
    hint: 'use oauthctl login, which sends one; another client needs PKCE',
  },
  {
    error: 'invalid_grant',
    description: 'invalid code verifier',
    code: 'request_refused',
    hint: 'log in again: oauthctl login',
  },
  {
    error: 'invalid_grant',
    description: 'no valid scopes defined',
    code: 'request_refused',
    hint: 'add the scope "Manage user data via APIs" (api) to the app; full alone is not enough',
  },
  {
    error: 'invalid_grant',
    description: 'request not supported on this domain',
    code: 'request_refused',
    hint: "name the org's own host: its My Domain, such as acme or acme.my.salesforce.com",
  },
  {
    error: 'invalid_grant',
    description: 'client credentials flow not enabled',
    code: 'request_refused',
    hint: 'switch on "Enable Client Credentials Flow" in the OAuth settings of the app',
  },
  {
    error: 'invalid_grant',
    description: 'no client credentials user enabled',
    code: 'request_refused',
    hint: 'choose a Run-As user in the policies of the app',
  },
  {
    error: 'invalid_grant',
    description: 'authentication failure',
    code: 'access_denied',
    hint: 'check user name, password and security token; orgs made since Summer 2023 block this flow: Setup > OAuth and OpenID Connect Settings, or use oauthctl client-credentials',
  },
  {
    error: 'invalid_grant',
    description: 'authentication failure - invalid password',
    code: 'access_denied',
    hint: 'check the password; outside the trusted addresses the security token belongs behind it',
  },
  {
    error: 'unsupported_grant_type',
    code: 'request_refused',
    hint: 'check the host: Lightning and setup hosts serve no OAuth; or switch the flow on in the app',
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
    error: 'unknown_error',
    code: 'server_error',
    hint: "name the org's own host, its My Domain; then try once more",
  },
]
