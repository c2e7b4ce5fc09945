import type { ErrorCode, OAuthRefusal } from '../../kernel/errors.js'

/** Which question was refused: the same word may mean another thing at another. */
export type HeadlessStep =
  | 'login'
  | 'one-time-password'
  | 'guest'
  | 'token'
  | 'registration'
  | 'passwordless'
  | 'forgot-password'

/** What one refusal of the headless endpoints means, in a sentence of its own. */
export interface HeadlessVerdict {
  readonly code: ErrorCode
  readonly sentence: string
  readonly hint: string
}

interface Entry extends HeadlessVerdict {
  readonly fits: (refusal: OAuthRefusal) => boolean
  /** Absent: at any. */
  readonly steps?: readonly HeadlessStep[]
}

const again = 'run the command again for a new one; in scripts --start, then --finish'

const wrongPassword: HeadlessVerdict = {
  code: 'access_denied',
  sentence: 'the site knows no external user with this name and password',
  hint: 'check user name, password and site; the user must be a member of the site, active and pre-authorised for the app',
}

const wrongOneTimePassword: HeadlessVerdict = {
  code: 'access_denied',
  sentence: 'the one-time password is wrong, expired or used',
  hint: again,
}

/** The questions for a code. */
const asking: readonly HeadlessStep[] = ['login', 'one-time-password', 'guest']

const entries: readonly Entry[] = [
  { fits: named('invalid_otp'), ...wrongOneTimePassword },
  {
    fits: named('otp_error'),
    code: 'access_denied',
    sentence: 'the one-time password could not be checked or sent',
    hint: `${again}; after five in an hour, wait an hour`,
  },
  {
    fits: named('regenerate_otp'),
    code: 'access_denied',
    sentence: 'the one-time password is worth nothing any more',
    hint: again,
  },
  {
    fits: named('password_policy_check_failure'),
    code: 'request_refused',
    sentence: 'the password does not satisfy the password policy of the org',
    hint: 'choose a longer or richer one: --password-file FILE; an administrator sees the policy in Setup > Password Policies',
  },
  {
    fits: mentions(/recaptcha/i),
    code: 'access_denied',
    sentence: 'the site wants a valid reCAPTCHA token',
    hint: 'get a new one, for it works once and for two minutes: --recaptcha-file FILE; or send the token of an integration user: --integration-token-file FILE',
  },
  {
    fits: named('invalid_session_id', 'invalid_token', 'insufficient_scope'),
    steps: ['registration', 'passwordless', 'forgot-password'],
    code: 'access_denied',
    sentence: "the site does not accept the integration user's token",
    hint: 'give a fresh token with --integration-token-file FILE, of an app with the scope user_registration_api, pwdless_login_api or forgot_password',
  },
  {
    fits: mentions(/^invalid_request\n.*uvid/i),
    code: 'request_refused',
    sentence: 'the site does not accept the visitor id',
    hint: 'give a UUID of version 4 with --uvid, and switch JWT-based access tokens on in the app',
  },
  {
    fits: mentions(/guest flow not enabled/i),
    code: 'access_denied',
    sentence: 'the app allows no guests',
    hint: 'switch on "Enable Code and Credentials Flow for Guest Users" in the policies of the app',
  },
  {
    fits: named('unsupported_response_type', 'oauth_flow_disabled'),
    steps: asking,
    code: 'access_denied',
    sentence: 'this host gives no code for credentials',
    hint: 'name an Experience Cloud site, and have "Allow Authorization Code and Credentials Flows" switched on in Setup > OAuth and OpenID Connect Settings',
  },
  {
    fits: named('unauthorized_client'),
    steps: asking,
    code: 'access_denied',
    sentence: 'the app gives no code for credentials',
    hint: 'switch on "Enable Authorization Code and Credentials Flow" in the OAuth settings of the app',
  },
  {
    fits: named('invalid_basic_auth_header'),
    code: 'request_refused',
    sentence: 'the site does not read user name and password from the header',
    hint: 'send them in the body: --credentials-in-body',
  },
  {
    fits: mentions(/^invalid_request\n.*invalid headers/i),
    steps: ['one-time-password'],
    code: 'request_refused',
    sentence: 'the site sent the one-time password another way than this',
    hint: 'give the --verification of the first step, which --start printed as verification_method',
  },
  { fits: named('login_error', 'invalid_grant'), steps: ['login'], ...wrongPassword },
  {
    fits: named('login_error', 'invalid_grant'),
    steps: ['one-time-password'],
    ...wrongOneTimePassword,
  },
  {
    fits: named('registration_error', 'failed_registration'),
    code: 'request_refused',
    sentence: 'the site did not make the user',
    hint: "choose another --username, for each exists once, or a better password; else look at the site's registration handler and its debug log",
  },
  {
    fits: named('redirect_uri_mismatch'),
    code: 'request_refused',
    sentence: 'the app does not have this callback URL',
    hint: "enter the site's echo endpoint, its URL with /services/oauth2/echo behind it, as callback URL in the app, or give a registered one with --redirect-uri",
  },
]

/** What a refusal means here, or `undefined` when it means what it means everywhere at Salesforce. */
export function headlessVerdict(
  refusal: OAuthRefusal,
  step: HeadlessStep,
): HeadlessVerdict | undefined {
  return entries.find(
    (entry) => (entry.steps === undefined || entry.steps.includes(step)) && entry.fits(refusal),
  )
}

function named(...errors: readonly string[]): Entry['fits'] {
  return ({ error }) => errors.includes(error.toLowerCase())
}

/** The documents give these refusals no code of their own: only the server's words tell them. */
function mentions(pattern: RegExp): Entry['fits'] {
  return ({ error, description = '' }) => pattern.test(`${error}\n${description}`)
}
