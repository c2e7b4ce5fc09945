import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

/** Client credentials, device, exchange, asset and password at the token endpoint (salesforce-oauth.md §3, §4). */
export const grantLessons: readonly Lesson[] = [
  {
    error: 'invalid_grant',
    description: 'client credentials flow not enabled',
    meaning: 'The client credentials flow is off for this app.',
    causes: ['it was never switched on', 'an edit of the app in Setup has cleared it'],
    setup: setupPaths.appSettings,
    see: 'oauthctl flows client-credentials',
  },
  {
    error: 'invalid_grant',
    description: 'no client credentials user enabled',
    meaning: 'The app has no Run-As user, in whose name the token would be.',
    causes: ['no Run-As user was chosen', 'an edit of the app in Setup has cleared it'],
    setup: setupPaths.appPolicies,
    see: 'oauthctl flows client-credentials',
  },
  {
    error: 'invalid_grant',
    description: 'device flow is not enabled for the app',
    meaning: 'The device flow is off for this app.',
    causes: [
      'it was never switched on',
      'the app is the default one of the Salesforce CLI, for which it is blocked since 28 August 2025',
    ],
    setup: setupPaths.appSettings,
    more: [{ text: 'log in with a browser instead', command: 'oauthctl login' }],
    see: 'oauthctl flows device',
  },
  {
    error: 'invalid_grant',
    description: 'expired device code',
    meaning:
      'The device code has expired, was used or was denied. Salesforce knows no expired_token.',
    causes: [
      'nobody approved within about 10 minutes',
      'two logins ran at once and disturbed each other',
    ],
    hint: 'start again: oauthctl device; let one login run at a time',
    command: 'oauthctl device',
    see: 'oauthctl flows device',
  },
  {
    error: 'invalid_request',
    description: 'invalid device code',
    meaning: 'Salesforce does not know the device code of the poll.',
    causes: ['the code was not copied whole', 'it was issued by another host or to another app'],
    hint: 'start again: oauthctl device',
    command: 'oauthctl device',
    see: 'oauthctl flows device',
  },
  {
    error: 'invalid_grant',
    description: 'token exchange flow not enabled',
    meaning: 'The token exchange flow is off for this app.',
    causes: ['it was never switched on', 'the app has no handler'],
    setup: setupPaths.appSettings,
    more: [{ text: 'enable the app for a handler', setup: setupPaths.exchangeHandlers }],
    see: 'oauthctl flows exchange',
  },
  {
    error: 'invalid_grant',
    description: 'token exchange failed',
    meaning:
      'The handler did not accept the token, or found no user for it. The device page says the same when an approval fails.',
    causes: [
      'the token to exchange has expired, or is not from the identity provider the handler trusts',
      'its type is not switched on in the handler: JWT, access token, ID token, SAML',
      'the handler finds no user, or may not create one',
      'device flow: two logins ran at the same time',
    ],
    setup: setupPaths.exchangeHandlers,
    command: 'oauthctl jwt decode FILE',
    see: 'oauthctl flows exchange',
  },
  {
    error: 'invalid_request',
    description: 'subject_token and subject_token_type are required',
    meaning: 'A token exchange came without the token to exchange, or without its type.',
    causes: ['the file with the token is empty', 'a parameter is missing'],
    hint: 'give the token: oauthctl exchange --subject-token-file FILE',
    see: 'RFC 8693 §2.1',
  },
  {
    error: 'unsupported_token_type',
    description: 'this token type is not supported',
    meaning: 'The text is no token that this org can revoke or exchange.',
    causes: [
      'it is an ID token, a code or an asset token',
      'it belongs to another org',
      'asset token flow: actor_token_type or subject_token_type is not the one the flow wants',
    ],
    hint: 'give an access token or a refresh token of this org',
    command: 'oauthctl introspect FILE',
    see: 'RFC 7009 §2.2.1',
  },
  {
    error: 'invalid_token',
    description: 'invalid token',
    meaning:
      'The token that was to be revoked is unknown: it is dead already. RFC 7009 would call that success.',
    causes: ['it was revoked before, or has expired', 'it belongs to another org'],
    command: 'oauthctl logout',
    see: 'RFC 7009 §2.2',
  },
  {
    error: 'invalid_grant',
    description: 'asset tokens not enabled',
    meaning: 'The app issues no asset tokens.',
    causes: ['Enable Asset Tokens is off, or has no signing certificate'],
    setup: setupPaths.appSettings,
    see: 'oauthctl flows asset',
  },
  {
    error: 'invalid_grant',
    description: 'authentication failure',
    meaning:
      'The password flow failed. Salesforce says the same whether the password is wrong or the flow is blocked.',
    causes: [
      'the org blocks the flow: every org made since Summer 2023 does until it is allowed',
      'the user name or the password is wrong, or the user is locked',
      'outside the trusted addresses the security token is missing behind the password',
      'the user has no API permission, or logs in by single sign-on only',
      'for a code or a JWT: the user may not use the API, or a login flow stands in the way',
    ],
    setup: setupPaths.flows,
    more: [
      { text: 'read the true reason', setup: setupPaths.loginHistory },
      { text: 'use a flow without a password', command: 'oauthctl client-credentials MY-DOMAIN' },
    ],
    see: 'oauthctl flows password',
  },
  {
    error: 'invalid_grant',
    description: 'authentication failure - Invalid Password',
    meaning: 'The password is wrong.',
    causes: [
      'the password was changed, or copied with a line break',
      'the security token is missing behind it, or is an old one',
    ],
    command: 'oauthctl password --password-file FILE',
    see: 'oauthctl flows password',
  },
  {
    error: 'access_denied',
    description: 'end-user denied authorization',
    meaning:
      'The person pressed Deny. From client credentials it means: the Run-As user is not eligible.',
    causes: [
      'somebody pressed Deny on the consent page or the device page',
      'client credentials: the Run-As user is a portal or community user',
    ],
    more: [
      {
        text: 'choose an internal Run-As user for client credentials',
        setup: setupPaths.appPolicies,
      },
    ],
  },
]
