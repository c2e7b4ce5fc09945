import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const deadToken = [
  'the access token has expired: the session timeout of the org, two hours by default',
  'the token was revoked, or the user logged out',
  'the token belongs to another org or pool, or was not copied whole',
]

/**
 * The plain words of userinfo, the identity URL and singleaccess, which answer no JSON
 * (salesforce-oauth.md §7.1, §7.2, §13.1).
 */
export const wordLessons: readonly Lesson[] = [
  {
    error: 'Bad_OAuth_Token',
    meaning: 'The access token is not valid. Salesforce says it with 403, not with 401.',
    causes: deadToken,
    hint: 'get a fresh token: oauthctl refresh',
    command: 'oauthctl refresh',
    more: [{ text: 'ask whether the token is alive', command: 'oauthctl introspect' }],
  },
  {
    error: 'Missing_OAuth_Token',
    meaning: 'The request carries no access token.',
    causes: [
      'the Authorization header is missing, or was dropped on a redirect',
      'a browser sent a CORS preflight: the identity URL does not answer those',
    ],
    hint: 'send Authorization: Bearer, without a redirect in between',
    command: 'oauthctl userinfo',
    more: [{ text: 'see what an origin may call from a browser', command: 'oauthctl cors ORIGIN' }],
  },
  {
    error: 'Wrong_Org',
    meaning: 'The org of the identity URL is not the org of the token.',
    causes: ['an identity URL of one login was called with the token of another'],
    hint: 'call the identity URL that came with this very token: oauthctl userinfo --identity',
    command: 'oauthctl userinfo --identity',
  },
  {
    error: 'Bad_Id',
    meaning: 'The identity URL names a user or an org that does not exist here.',
    causes: [
      'the id was shortened or made by hand',
      'the path is wrong: a revocation sent to an identity host',
    ],
    hint: 'call the identity URL as the token answer gave it: oauthctl userinfo --identity',
    command: 'oauthctl userinfo --identity',
  },
  {
    error: 'Inactive',
    meaning: 'The user of the identity URL is deactivated.',
    causes: ['the user was deactivated or frozen'],
    hint: 'ask an administrator to activate the user',
    setup: setupPaths.users,
  },
  {
    error: 'No_Access',
    meaning: 'The token may not read this identity.',
    causes: [
      'the token lacks the scope id (or openid, api, full)',
      'the user may not see the other one',
    ],
    hint: 'log in again with a scope that shows the user: oauthctl login --scope id',
    command: 'oauthctl status',
  },
  {
    error: 'HTTPS_Required',
    meaning: 'The identity URL was called over plain http.',
    causes: ['the URL was written with http:'],
    hint: 'use https',
  },
  {
    error: 'Invalid_Scope',
    meaning: 'The token may not open a browser session.',
    causes: ['the token lacks the scope web', 'the user is API-only, and has no browser session'],
    hint: 'add the scope web to the app and log in again: oauthctl login',
    setup: setupPaths.appSettings,
    command: 'oauthctl open',
    see: 'oauthctl flows single-access',
  },
]
