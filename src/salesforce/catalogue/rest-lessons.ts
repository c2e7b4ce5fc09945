import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

/** What the REST API answers, which is not OAuth but meets every user of a token (salesforce-oauth.md §16.1). */
export const restLessons: readonly Lesson[] = [
  {
    error: 'INVALID_SESSION_ID',
    description: 'Session expired or invalid',
    meaning:
      'The access token has ended. Salesforce tells no lifetime, so this answer is how one learns it.',
    causes: [
      'the session timeout has passed: two hours by default, 15 minutes at the shortest',
      'the token was revoked, or the user logged out',
      'the token was sent to another org than the one of its instance_url',
      'the Authorization header is not "Bearer" and the token',
    ],
    hint: 'refresh, and send the call once more; scripts hand the refused token over: oauthctl token --rejected -',
    command: 'oauthctl token --rejected FILE',
    see: 'oauthctl flows refresh',
  },
  {
    error: 'INVALID_SESSION_ID',
    description: 'Authorization required',
    meaning: 'The call carries no access token.',
    causes: ['the Authorization header is missing or was dropped on a redirect'],
    hint: 'send the token: oauthctl token -o header',
    command: 'oauthctl token -o header',
  },
  {
    error: 'INVALID_SESSION_ID',
    description: 'This session is not valid for use with the REST API',
    meaning: 'The token is alive, but not for the API.',
    causes: [
      'the token lacks the scope api',
      'the session is locked to the address it was opened from',
    ],
    hint: 'add the scope api to the app and log in again: oauthctl login',
    setup: setupPaths.appSettings,
    command: 'oauthctl status',
    more: [
      {
        text: 'do not lock sessions to the address they came from',
        setup: 'Setup > Session Settings',
      },
    ],
  },
  {
    error: 'URL_NOT_RESET',
    meaning: 'A data call went to a login host. Data live at the instance of the org.',
    causes: ['login.salesforce.com or test.salesforce.com was used as the base of the call'],
    hint: 'use the instance_url of the login: oauthctl token -o env',
    command: 'oauthctl token -o env',
  },
  {
    error: 'API_CURRENTLY_DISABLED',
    meaning: 'The API is off for this user.',
    causes: ['the profile lacks "API Enabled"', 'the edition or the licence has no API'],
    hint: 'ask an administrator for the permission "API Enabled"',
    setup: setupPaths.permissionSets,
  },
  {
    error: 'API_DISABLED_FOR_ORG',
    meaning: 'The edition of the org has no API.',
    causes: ['a Professional or Group edition without the API'],
    hint: 'ask Salesforce for API access, or use another org',
  },
  {
    error: 'INVALID_AUTH_HEADER',
    meaning: 'The token in the header cannot be used here.',
    causes: [
      'a JWT access token of a guest or site user was sent to the org host: INVALID_ISS',
      'the JWT has expired or is cut',
      'the header is not "Bearer" and the token',
    ],
    hint: 'send a token of a site to the site that issued it, and look at its issuer: oauthctl jwt decode',
    command: 'oauthctl jwt decode FILE',
  },
  {
    error: 'REQUEST_LIMIT_EXCEEDED',
    meaning: 'The org has used up its API calls of the last 24 hours.',
    causes: ['a loop, or a job that polls too often'],
    hint: 'wait, and call less often; see what calls the API',
    setup: 'Setup > Company Information > API Requests, Last 24 Hours',
  },
]
