import type { CatalogueEntry } from '../refusal-catalogue.js'
import { assertionVerdicts } from './assertion-verdicts.js'

const rightPool =
  'give the right pool: --audience https://login.salesforce.com, or https://test.salesforce.com for a sandbox'

/** Refusals of the token endpoint that tell their meaning by the description (salesforce-oauth.md §16.2). */
export const tokenVerdicts: readonly CatalogueEntry[] = [
  {
    error: 'invalid_grant',
    description: 'expired access/refresh token',
    code: 'login_required',
    hint: 'log in again: oauthctl login',
  },
  {
    error: 'invalid_grant',
    description: 'token request is already being processed',
    code: 'request_refused',
    hint: 'run the command again: another process is refreshing the same token at this moment',
  },
  {
    error: 'invalid_grant',
    description: 'expired authorization code',
    code: 'request_refused',
    hint: 'log in again: oauthctl login, since a code works once, for 15 minutes; for an assertion, set the clock of this machine: it must not have expired',
  },
  {
    error: 'invalid_grant',
    description: 'invalid authorization code',
    code: 'request_refused',
    hint: 'log in again: oauthctl login; a pasted code must be whole and decoded once',
  },
  {
    error: 'invalid_grant',
    description: 'invalid code verifier',
    code: 'request_refused',
    hint: 'log in again: oauthctl login',
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
    error: 'invalid_grant',
    description: "user hasn't approved this consumer",
    code: 'access_denied',
    hint: 'pre-authorise the user: in the app, Permitted Users = Admin approved users are pre-authorized, then assign the profile or permission set; and check the user name and the host',
  },
  {
    error: 'invalid_grant',
    description: 'audience is invalid',
    code: 'request_refused',
    hint: rightPool,
  },
  {
    error: 'invalid_grant',
    description: 'audience validation failed',
    code: 'request_refused',
    hint: rightPool,
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
    description: 'device flow is not enabled for the app',
    code: 'request_refused',
    hint: 'switch on "Enable for Device Flow" in the OAuth settings of an app of your own',
  },
  {
    error: 'invalid_grant',
    description: 'token exchange flow not enabled',
    code: 'request_refused',
    hint: 'switch on "Enable Token Exchange Flow" in the OAuth settings of the app',
  },
  {
    error: 'invalid_grant',
    description: 'token exchange failed',
    code: 'request_refused',
    hint: 'check that the handler of the app knows the issuer and the user of the token, and that the token is alive',
  },
  {
    error: 'invalid_grant',
    description: 'asset tokens not enabled',
    code: 'request_refused',
    hint: 'switch on "Enable Asset Tokens" in the OAuth settings of the app',
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
  ...assertionVerdicts,
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
    error: 'unsupported_grant_type',
    code: 'request_refused',
    hint: 'check the host: Lightning and setup hosts serve no OAuth; or switch the flow on in the app',
  },
]
