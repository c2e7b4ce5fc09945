import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

/** What the browser brings back from the login page (salesforce-oauth.md §2.3 to §2.5, §16.2). */
export const authorizeLessons: readonly Lesson[] = [
  {
    error: 'redirect_uri_mismatch',
    description: 'redirect_uri must match configuration',
    meaning:
      'The callback URL of the request is not one of those registered in the app. Salesforce compares character by character.',
    causes: [
      'another port, 127.0.0.1 instead of localhost, http instead of https, or a trailing slash',
      'the callback URL is not entered in the app at all: oauthctl uses http://localhost:1717/OauthRedirect',
      'the callback URLs of the app together exceed 2,000 characters',
      'the code was asked for with another redirect_uri than it is exchanged with',
    ],
    setup: setupPaths.appSettings,
    command: 'oauthctl login --redirect-uri http://localhost:1717/OauthRedirect',
    see: 'RFC 6749 §3.1.2.3',
  },
  {
    error: 'redirect_uri_missing',
    meaning: 'The request names no callback URL.',
    causes: ['redirect_uri is missing'],
    setup: setupPaths.appSettings,
  },
  {
    error: 'unsupported_response_type',
    description: 'response type not supported',
    meaning:
      'Salesforce does not know the response type: it takes code, token, "token id_token", hybrid_token.',
    causes: [
      'response_type is misspelt',
      'a headless or device response type was sent to the login page',
    ],
    command: 'oauthctl flows',
  },
  {
    error: 'invalid_request',
    description: 'response_type is missing',
    meaning: 'The authorization URL lacks response_type.',
    causes: ['the URL was not copied whole'],
    hint: 'open the whole URL as oauthctl login prints it, between quotes in a shell',
  },
  {
    error: 'invalid_request',
    description: 'missing required code challenge',
    meaning: 'The app requires PKCE, and the request has no code_challenge.',
    causes: [
      'your own client does not do PKCE, which new apps require and cannot switch off',
      'the user-agent flow was used: it has no PKCE',
    ],
    setup: setupPaths.appSettings,
    command: 'oauthctl pkce',
    see: 'RFC 7636 §4.3',
  },
  {
    error: 'invalid_request',
    description: 'transform algorithm not supported',
    meaning: 'The PKCE method is not S256, the only one Salesforce knows.',
    causes: ['code_challenge_method=plain'],
    hint: 'use code_challenge_method=S256, or leave it out',
    see: 'RFC 7636 §4.4.1',
  },
  {
    error: 'invalid_scope',
    description: 'the requested scope is invalid, unknown, or malformed',
    meaning: 'A scope that was asked for is not among the scopes of the app.',
    causes: [
      'the scope is not selected in the app: each one is, none is implied',
      'the scope is misspelt, or scopes are not separated by spaces',
    ],
    setup: setupPaths.appSettings,
    more: [
      {
        text: 'log in without --scope: all scopes of the app are granted',
        command: 'oauthctl login',
      },
    ],
  },
  {
    error: 'immediate_unsuccessful',
    meaning: 'A login without a page was asked for and is not possible.',
    causes: [
      'nobody is logged in in that browser',
      'the app is not approved yet',
      'scope was sent too',
    ],
    command: 'oauthctl login',
  },
  {
    error: 'OAUTH_APP_ACCESS_DENIED',
    description: 'user is not admin approved to access this app',
    meaning:
      'Only users whom an administrator has approved may use the app, and this one is not among them.',
    causes: [
      "none of the user's profiles or permission sets is assigned to the app",
      'the user comes from an address the app does not allow',
    ],
    setup: setupPaths.appPolicies,
    more: [{ text: 'assign the permission set to the user', setup: setupPaths.permissionSets }],
  },
  {
    error: 'OAUTH_APP_BLOCKED',
    description: 'this app is blocked by admin',
    meaning:
      'An administrator has blocked the app, or the app is not installed and the user may not use such apps.',
    causes: [
      'the app was blocked on purpose',
      'since September 2025 a user needs "Approve Uninstalled Connected Apps" for an app that is not installed',
    ],
    setup: setupPaths.usage,
    more: [{ text: 'install the app in the org', setup: setupPaths.usage }],
  },
  {
    error: 'OAUTH_AUTHORIZATION_BLOCKED',
    description: 'Cross-org OAuth flows are not supported for this external client app',
    meaning:
      'A local external client app serves the users of its own org only, and the user is of another org.',
    causes: [
      'the browser is still logged in to another org: use a private window',
      'the login started at login.salesforce.com and ended in another org',
    ],
    command: 'oauthctl login MY-DOMAIN',
  },
  {
    error: 'OAUTH_EC_APP_NOT_FOUND',
    description: 'External client app is not installed in this org',
    meaning: 'The org of the user has no such external client app.',
    causes: [
      'a local external client app is used through login.salesforce.com',
      'the browser is logged in to another org: use a private window',
    ],
    command: 'oauthctl login MY-DOMAIN',
  },
  {
    error: 'OAUTH_APPROVAL_ERROR_GENERIC',
    description: 'An unexpected error has occurred during authentication. Please try again.',
    meaning: 'Salesforce hides the reason. Trying again does not help.',
    causes: [
      'a scope was asked for that the app does not have',
      'the app is not installed, and the user may not approve such apps',
      'the user is API-only or an integration user, who has no browser login',
      'the org requires PKCE for all apps, and the request has none',
    ],
    setup: setupPaths.appSettings,
    command: 'oauthctl login',
    more: [{ text: 'require PKCE of the app only, or send it', setup: setupPaths.flows }],
  },
  {
    error: '1800',
    description: 'There was a problem in setting up your remote access',
    meaning: 'The approval page of Salesforce broke.',
    causes: ['the approval was opened twice, or went stale', 'the app is misconfigured'],
    hint: 'close the tab and log in again: oauthctl login',
    command: 'oauthctl login',
  },
  {
    error: 'login_required',
    description: 'login required',
    meaning: 'The app asked for an answer without a page, but nobody is logged in in that browser.',
    causes: ['prompt=none without a session'],
    command: 'oauthctl login',
  },
  {
    error: 'consent_required',
    description: 'consent required',
    meaning: 'The app asked for an answer without a page, but the person has not approved it yet.',
    causes: ['prompt=none at the first login', 'the approval was taken back'],
    command: 'oauthctl login --prompt consent',
  },
]
