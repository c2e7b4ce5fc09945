import type { Lesson } from '../lesson.js'

/** The error codes of OAuth 2.0 itself and of bearer tokens (RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1). */
export const coreLessons: readonly Lesson[] = [
  {
    error: 'invalid_request',
    meaning: 'The request is malformed: a parameter is missing, unknown, given twice or wrong.',
    causes: [
      'a parameter is missing or stands there twice',
      'the request was sent with GET, or not as a form',
      'a parameter that this grant does not take, such as scope at the token endpoint of Salesforce',
    ],
    hint: 'run the command again with -v and compare what was sent with the description',
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'invalid_client',
    meaning: 'The server does not accept who the app says it is: client authentication failed.',
    causes: [
      'the client secret is wrong, was rotated, or has a line break in it',
      'the client id is unknown to this server',
      'the secret was sent in another way than the server wants (body or header)',
      'the key of private_key_jwt is not the one registered',
    ],
    more: [
      {
        text: 'replace a rotated secret in the profile',
        command: 'oauthctl profile set --client-secret-file FILE',
      },
      { text: 'send the secret in another way: --auth-method post, or basic' },
    ],
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'invalid_grant',
    meaning:
      'What was to be traded for a token is not valid: a code, an assertion, a password or a refresh token. The description says which.',
    causes: [
      'the refresh token is expired, revoked or was rotated out',
      'the authorization code was used before, is older than its few minutes, or was issued to another app',
      'the assertion is expired, for another audience, or signed by a key the server does not know',
      'the user name or the password is wrong',
    ],
    command: 'oauthctl login',
    more: [{ text: 'see what is stored and until when', command: 'oauthctl status' }],
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'unauthorized_client',
    meaning: 'The app is known, but may not use this grant or response type.',
    causes: ['the flow is not switched on for the app', 'another app was meant'],
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'unsupported_grant_type',
    meaning: 'The token endpoint does not know the grant type, or did not see one.',
    causes: [
      'the flow does not exist at this server, or is not switched on',
      'grant_type is missing or misspelt',
      'the body was not sent as application/x-www-form-urlencoded, so nothing of it was read',
      'the host is not the one that serves OAuth: a Lightning or setup host of Salesforce',
    ],
    see: 'RFC 6749 §5.2',
  },
  {
    error: 'unsupported_response_type',
    meaning: 'The authorization endpoint does not know this response type.',
    causes: ['response_type is misspelt', 'the user-agent flow is switched off'],
    see: 'RFC 6749 §4.1.2.1',
  },
  {
    error: 'invalid_scope',
    meaning: 'A scope that was asked for is unknown, malformed, or more than the app may have.',
    causes: [
      'the scope is not selected in the settings of the app',
      'the scope is misspelt, or scopes are not separated by spaces',
      'a refresh asked for more than the login did',
    ],
    more: [{ text: 'log in without --scope: Salesforce then grants all scopes of the app' }],
    command: 'oauthctl explain api',
    see: 'RFC 6749 §3.3',
  },
  {
    error: 'access_denied',
    meaning: 'The person, or the server in their name, said no.',
    causes: [
      'somebody pressed Deny on the consent page or the device page',
      'an administrator does not allow the user to use this app',
    ],
    see: 'RFC 6749 §4.1.2.1',
  },
  {
    error: 'server_error',
    meaning: 'The server met something unexpected. Nothing was wrong with the request as such.',
    causes: ['a fault at the server', 'maintenance of the org'],
    see: 'RFC 6749 §4.1.2.1',
  },
  {
    error: 'temporarily_unavailable',
    meaning: 'The server is overloaded or under maintenance.',
    causes: ['maintenance', 'too many requests'],
    see: 'RFC 6749 §4.1.2.1',
  },
  {
    error: 'invalid_token',
    meaning: 'The token is expired, revoked, malformed, or not meant for this place.',
    causes: [
      'the access token has expired',
      'the token was revoked, or the user logged out',
      'Salesforce refuses to revoke a token that it does not know: it is already dead',
      'the initial access token of a registration is wrong or was generated anew',
    ],
    command: 'oauthctl refresh',
    see: 'RFC 6750 §3.1',
  },
  {
    error: 'insufficient_scope',
    meaning: 'The token is alive, but does not carry the scope that this call needs.',
    causes: ['the scope was not asked for, or not granted'],
    hint: 'log in again with the scope that is missing: oauthctl login --scope SCOPE',
    command: 'oauthctl status',
    see: 'RFC 6750 §3.1',
  },
]
