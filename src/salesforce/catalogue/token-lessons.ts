import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const code = 'oauthctl flows web-server'

/** Codes and refresh tokens at the token endpoint (salesforce-oauth.md §3.2, §3.3, §18, §22). */
export const tokenLessons: readonly Lesson[] = [
  {
    error: 'invalid_client',
    description: 'invalid client credentials',
    meaning: 'The client secret, or the assertion in its place, is not that of the app.',
    causes: [
      'the consumer secret is wrong, was rotated, or was copied with a space',
      'the app needs no secret, but a wrong one was sent: what is sent is checked',
      'the app requires the secret, and none was sent',
    ],
    setup: setupPaths.appSettings,
    more: [
      {
        text: 'replace a rotated secret in the profile',
        command: 'oauthctl profile set --client-secret-file FILE',
      },
    ],
  },
  {
    error: 'invalid_grant',
    description: 'expired access/refresh token',
    meaning:
      'The refresh token is dead. Salesforce says the same for expired, revoked, rotated and foreign ones.',
    causes: [
      'somebody revoked it, or removed the app from the user',
      'the refresh token policy of the app has ended it: a fixed life, or too long unused',
      'the same user logged in to the same app a sixth time: the login unused for longest is dropped',
      'rotation is on, and an older copy of the token was used: that kills the newer one as well',
      'it was sent to another host than the one that issued it',
    ],
    command: 'oauthctl login',
    more: [
      { text: 'see and change the life of refresh tokens', setup: setupPaths.appPolicies },
      { text: 'let all scripts of a machine share one profile', command: 'oauthctl token' },
    ],
    see: 'oauthctl flows refresh',
  },
  {
    error: 'invalid_grant',
    description: 'token request is already being processed',
    meaning: 'Two processes refresh with the same token at the same moment. The token is not dead.',
    causes: ['a program besides oauthctl holds a copy of the refresh token'],
    command: 'oauthctl token',
    see: 'oauthctl flows refresh',
  },
  {
    error: 'invalid_grant',
    description: 'expired authorization code',
    meaning:
      'The authorization code was used before or is older than 15 minutes. For a JWT it means: the assertion has expired.',
    causes: [
      'the code was sent twice, by a retry or a reloaded page',
      'more than 15 minutes went by between approval and exchange',
      'JWT bearer: exp lies in the past, because it was made from local time, or the clock is wrong',
    ],
    command: 'oauthctl login',
    more: [{ text: 'look at the times of an assertion', command: 'oauthctl jwt decode FILE' }],
    see: code,
  },
  {
    error: 'invalid_grant',
    description: 'invalid authorization code',
    meaning: 'Salesforce does not know the authorization code.',
    causes: [
      'the code was not percent-decoded, or decoded twice: it ends with ==, not with %3D%3D',
      'it was issued to another app or by another host',
      'it was not copied whole',
    ],
    command: 'oauthctl login',
    see: code,
  },
  {
    error: 'invalid_grant',
    description: 'invalid code verifier',
    meaning: 'The PKCE verifier does not fit the challenge of this login, or is missing.',
    causes: [
      'the verifier belongs to another login attempt',
      'it contains ~, which RFC 7636 allows and Salesforce refuses',
      'the challenge was hashed twice, or still has = or + in it: it is base64url without padding',
    ],
    command: 'oauthctl pkce verify',
    see: 'RFC 7636 §4.6',
  },
  {
    error: 'invalid_grant',
    description: 'ip restricted',
    meaning:
      'The address the request came from is not allowed, although the login in the browser was.',
    causes: [
      'the profile of the user has login IP ranges, and the app enforces them',
      'the token request left by another address than the browser: a server, a proxy, a VPN',
    ],
    setup: setupPaths.appPolicies,
    more: [
      { text: 'set IP Relaxation to "Relax IP restrictions", or add the address to the profile' },
      { text: 'see which address Salesforce saw', setup: setupPaths.loginHistory },
    ],
  },
  {
    error: 'invalid_grant',
    description: 'inactive user',
    meaning: 'The user of the token is deactivated or frozen.',
    causes: ['the user was deactivated', 'the user is frozen'],
    setup: setupPaths.users,
  },
  {
    error: 'invalid_grant',
    description: 'no valid scopes defined',
    meaning: 'The app has no scope that this flow can use.',
    causes: [
      'the app has only full, or only identity scopes; full does not satisfy client credentials',
      'no scope is selected in the app',
    ],
    setup: setupPaths.appSettings,
    command: 'oauthctl explain api',
  },
  {
    error: 'invalid_grant',
    description: 'request not supported on this domain',
    meaning: 'This flow does not run on login.salesforce.com or test.salesforce.com.',
    causes: [
      'client credentials or token exchange was sent to login or test',
      'a headless flow was sent to a host that is not an Experience Cloud site',
    ],
    setup: setupPaths.myDomain,
    command: 'oauthctl client-credentials MY-DOMAIN',
    see: 'oauthctl flows client-credentials',
  },
  {
    error: 'invalid_request',
    description: 'scope parameter not supported',
    meaning: 'A scope was sent to the token endpoint with a grant that defines none there.',
    causes: ['a general OAuth library adds scope to token or refresh requests'],
    more: [{ text: 'take the scope out of the token request of your own client' }],
  },
  {
    error: 'invalid_request',
    description: 'must use HTTP POST',
    meaning: 'The token endpoint was called with GET.',
    causes: ['a browser or a redirect turned the POST into a GET'],
    hint: 'send a POST with a form body, to the canonical host: a redirected POST arrives as GET',
  },
  {
    error: 'invalid_request',
    description: 'duplicate parameter',
    meaning: 'A parameter stands in the request twice.',
    causes: [
      'the same parameter in the query and in the body',
      '--param repeats what is sent anyway',
    ],
    hint: 'send each parameter once; take the --param out that is named in -v twice',
  },
  {
    error: 'invalid_request',
    description: 'HTTPS required',
    meaning: 'The request came over plain http.',
    causes: ['the host was given with http:'],
    hint: 'use https; http is for loopback only',
  },
  {
    error: 'unsupported_grant_type',
    description: 'grant type not supported',
    meaning: 'Salesforce does not know the grant type, or did not see one.',
    causes: [
      'the host is a Lightning or setup host, or not https',
      'the body was not sent as application/x-www-form-urlencoded, so nothing of it was read',
      'grant_type is missing or misspelt',
      'the flow is not switched on',
      'the clock of this machine is wrong by more than 3 minutes',
    ],
    command: 'oauthctl flows',
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'unknown_error',
    description: 'retry your request',
    meaning: 'Salesforce could not do it here. Retrying the same request rarely helps.',
    causes: [
      'the user belongs to another org than the local external client app',
      'the flow runs at the My Domain only, and was sent to login.salesforce.com',
    ],
    command: 'oauthctl login MY-DOMAIN',
  },
]
