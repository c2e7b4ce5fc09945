import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const ecaHint = 'ask an administrator to look at the external client app and its policies'

/** The app, the user and the org as such (salesforce-oauth.md §16.2, salesforce-oauth-2.md §3 and §16.2). */
export const appLessons: readonly Lesson[] = [
  {
    error: 'invalid_client_id',
    description: 'client identifier invalid',
    meaning: 'This host does not know the consumer key.',
    causes: [
      'the consumer key is misspelt or cut',
      'the app is new: it takes 2 to 10 minutes until every host knows it',
      'the wrong pool: a sandbox app at login.salesforce.com, or the reverse',
      'the browser is logged in to another org than the one the app lives in',
      'a local external client app is used through login.salesforce.com',
    ],
    setup: setupPaths.appSettings,
    command: 'oauthctl login MY-DOMAIN',
  },
  {
    error: 'invalid_client_credentials',
    meaning:
      'The client secret is wrong. Salesforce documents the code; what it sends is invalid_client.',
    causes: ['the consumer secret is wrong or was rotated'],
    setup: setupPaths.appSettings,
  },
  {
    error: 'inactive_user',
    meaning: 'The user is deactivated.',
    causes: ['the user was deactivated or frozen'],
    setup: setupPaths.users,
  },
  {
    error: 'inactive_org',
    meaning: 'The org is locked, closed or suspended.',
    causes: ['a trial or scratch org has ended', 'Salesforce has suspended the org'],
    more: [{ text: 'log in to another org', command: 'oauthctl login MY-DOMAIN' }],
  },
  {
    error: 'rate_limit_exceeded',
    meaning: 'The user logs in too often.',
    causes: [
      'more than 3,600 logins of one user in an hour',
      'a job logs in for every call instead of keeping its token',
    ],
    command: 'oauthctl token',
  },
  {
    error: 'invalid_app_access',
    description: 'user is not admin approved to access this app',
    meaning:
      'Only users whom an administrator has approved may use the app, and this one is not among them.',
    causes: [
      "none of the user's profiles or permission sets is assigned to the app",
      'client credentials: the Run-As user is not assigned either, and the policy holds for it too',
      'headless flows show no consent page, so they need the assignment always',
    ],
    setup: setupPaths.appPolicies,
    more: [{ text: 'assign the permission set to the user', setup: setupPaths.permissionSets }],
  },
  {
    error: 'oauth_flow_disabled',
    description: 'The external client app or the OAuth plugin is disabled.',
    meaning: 'The external client app, its OAuth settings or this flow is switched off.',
    causes: [
      'somebody disabled the app',
      'the OAuth settings of the app are off',
      'a policy forbids the flow',
    ],
    setup: setupPaths.appManager,
  },
  {
    error: 'app_not_found',
    description: 'External client app is not installed in this org',
    meaning: 'The org that was asked has no such app.',
    causes: [
      'a local external client app lives in one org, and another one was asked',
      'the app of a package is not installed there',
    ],
    setup: setupPaths.appManager,
    command: 'oauthctl jwt MY-DOMAIN',
  },
  {
    error: 'app_blocked',
    description: 'this app is blocked by admin',
    meaning: 'An administrator has blocked the app for the whole org.',
    causes: ['the app was blocked on purpose', 'API Access Control lets only approved apps in'],
    setup: setupPaths.usage,
  },
  {
    error: 'fail_close_app_blocked',
    meaning: 'Salesforce could not find out whether the app is allowed, and so refuses it.',
    causes: ['a fault at Salesforce', 'API Access Control is on'],
    setup: setupPaths.usage,
  },
  {
    error: 'client_blocked',
    meaning: 'The app, or the device it runs on, is blocked.',
    causes: ['an administrator has blocked it', 'a mobile app did not pass its attestation'],
    setup: setupPaths.usage,
  },
  {
    error: 'client_blocked_retry',
    meaning: 'The attestation of the mobile app could not be checked just now.',
    causes: ['the attestation service of the platform did not answer'],
    hint: 'try again in a minute',
  },
  {
    error: 'app_attest_failed',
    meaning: 'The mobile app did not pass its attestation.',
    causes: ['a changed or unofficial build of the app', 'a device that is not trusted'],
    hint: 'install the official build of the app',
  },
  {
    error: 'app_attest_failed_retry',
    meaning: 'The attestation of the mobile app could not be checked just now.',
    causes: ['the attestation service of the platform did not answer'],
    hint: 'try again in a minute',
  },
  {
    error: 'oauth_policy_not_found',
    meaning: 'The external client app has no OAuth policies in this org.',
    causes: ['the app was deployed without its policies'],
    hint: ecaHint,
    setup: setupPaths.appPolicies,
  },
  {
    error: 'ecapp_policy_not_found',
    meaning: 'The external client app has no policies in this org.',
    causes: ['the app was deployed without its policies'],
    hint: ecaHint,
    setup: setupPaths.appPolicies,
  },
  {
    error: 'installation_error',
    meaning: 'The packaged app is not installed properly in this org.',
    causes: ['the package is missing or out of date'],
    hint: 'ask an administrator to install the package of the app again',
    setup: setupPaths.appManager,
  },
  {
    error: 'invalid_distribution_state',
    meaning:
      'The distribution state of the external client app does not allow this: local, or packaged.',
    causes: ['a local app is used from another org'],
    hint: "log in at the My Domain of the app's own org: oauthctl login MY-DOMAIN",
    setup: setupPaths.appManager,
  },
  {
    error: 'unknown_error',
    meaning: 'Salesforce does not say what went wrong.',
    causes: ['the wrong host: the flow runs at the My Domain only', 'a fault at Salesforce'],
    command: 'oauthctl login MY-DOMAIN',
  },
  {
    error: 'service_unavailable',
    meaning: 'Salesforce is not available just now.',
    causes: ['maintenance of the instance'],
    hint: 'try again in a few minutes; see https://status.salesforce.com',
  },
  {
    error: 'system_down',
    meaning: 'Salesforce is down.',
    causes: ['maintenance or an outage of the instance'],
    hint: 'try again in a few minutes; see https://status.salesforce.com',
  },
  {
    error: 'invalid_session_level',
    meaning: 'The session is not of the assurance level that the org demands.',
    causes: ['a High Assurance session is required: multi-factor authentication is missing'],
    hint: 'log in anew with the second factor: oauthctl login --prompt login',
    setup: 'Setup > Session Settings > Session Security Levels',
  },
  {
    error: 'invalid_expid',
    meaning: 'The experience id of the login page is not valid.',
    causes: ['expid in the authorization URL is misspelt'],
    hint: 'correct or leave out --param expid=ID',
  },
  {
    error: 'unsupported_expid',
    meaning: 'This host supports no experience id.',
    causes: ['expid works on Experience Cloud sites only'],
    hint: 'leave --param expid=ID out, or log in at the site',
  },
]
