import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const login = 'oauthctl flows headless-login'
const register = 'oauthctl flows headless-register'
const forgot = 'oauthctl flows headless-forgot-password'

/** The headless identity flows of an Experience Cloud site, and registration of apps (salesforce-oauth.md §12, §8). */
export const headlessLessons: readonly Lesson[] = [
  {
    error: 'invalid_otp',
    description: 'invalid OTP',
    meaning: 'The one-time password is wrong, expired or used.',
    causes: [
      'it was mistyped: six characters',
      'a newer one was sent meanwhile',
      'three wrong attempts',
    ],
    hint: 'ask for a new one-time password: run the first step again',
    see: forgot,
  },
  {
    error: 'otp_error',
    meaning: 'The one-time password could not be checked or sent.',
    causes: ['the identifier belongs to another request', 'more than five codes in an hour'],
    hint: 'run the first step again, and wait an hour when it was asked for often',
  },
  {
    error: 'regenerate_otp',
    meaning: 'The one-time password is of no more use; a new one is needed.',
    causes: ['too many wrong attempts', 'it has expired'],
    hint: 'ask for a new one-time password: run the first step again',
  },
  {
    error: 'password_policy_check_failure',
    meaning: 'The new password does not satisfy the password policy of the org.',
    causes: ['it is too short or too simple', 'it was used before', 'it contains the user name'],
    hint: 'choose another password: oauthctl headless forgot-password',
    setup: 'Setup > Password Policies',
    see: forgot,
  },
  {
    error: 'login_error',
    meaning: 'The headless login failed.',
    causes: [
      'user name or password is wrong',
      'the user is not a member of the site',
      'the user is locked',
    ],
    hint: 'check user name, password and site: oauthctl headless login',
    setup: setupPaths.loginHistory,
    see: login,
  },
  {
    error: 'registration_error',
    meaning: 'The headless registration failed.',
    causes: [
      'the Apex registration handler of the site threw',
      'a user of that name exists',
      'the verification method differs from the one of the first step',
    ],
    hint: "look at the site's registration handler and its debug log",
    setup: setupPaths.headless,
    see: register,
  },
  {
    error: 'invalid_basic_auth_header',
    meaning:
      'The Authorization header of the headless login cannot be read. It carries the user, not the app.',
    causes: ['it is not base64 of name:password', 'the client id and secret were put there'],
    hint: 'use oauthctl headless login, or send Basic with the user name and password in base64',
    see: login,
  },
  {
    error: 'invalid_request',
    description: 'uvid invalid',
    meaning:
      'The guest flow does not accept the visitor id. Salesforce says so for every fault of its headers.',
    causes: [
      'the first step wants "UVID " before the id, the second the bare id',
      'Auth-Request-Type is not "guest" in lower case',
      'the app does not issue JWT access tokens, which the guest flow needs',
    ],
    hint: 'use oauthctl headless guest, and switch JWT-based access tokens on in the app',
    setup: setupPaths.appSettings,
    see: 'oauthctl flows headless-guest',
  },
  {
    error: 'invalid_request',
    description: 'guest flow not enabled',
    meaning: 'The app does not allow the code and credentials flow for guests.',
    causes: ['the policy is off', 'an edit of the client credentials flow in Setup has cleared it'],
    hint: 'switch on "Enable Code and Credentials Flow for Guest Users" in the policies of the app',
    setup: setupPaths.appPolicies,
    see: 'oauthctl flows headless-guest',
  },
  {
    error: 'failed_registration',
    meaning: 'The app could not be registered.',
    causes: ['a member of the registration is not acceptable', 'dynamic registration is off'],
    hint: 'correct the registration: oauthctl register',
    command: 'oauthctl register',
  },
  {
    error: 'exceeded_registration_limit',
    meaning: 'The initial access token has registered as many apps as it may.',
    causes: ['a job registers a new app each time'],
    hint: 'reuse or delete what was registered: oauthctl register delete',
    command: 'oauthctl register delete',
  },
]
