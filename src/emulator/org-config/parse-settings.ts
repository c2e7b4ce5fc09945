import { badConfig } from '../org-error.js'
import type { HeadlessAccess, InitialAccessToken, OrgSettings, SsoProvider } from '../settings.js'
import { certificate } from './certificate.js'
import { fields, flag, listOf, oneOf, text, whole, type Parse } from './fields.js'

const keys =
  `cors_allow_list cors_oauth_endpoints blocked_flows require_pkce session_timeout_minutes auth_providers
saml_providers initial_access_tokens headless_access`.split(/\s+/)

/**
 * Reads the settings of the org. An org without settings blocks nothing.
 *
 * @throws {OrgError} `bad_config`, naming the key.
 * @see cli-contract.md section 7
 */
export const parseSettings: Parse<OrgSettings> = (value, at) => {
  const given = fields(value, at, keys)
  return {
    corsAllowList: given.optional('cors_allow_list', listOf(origin), []),
    corsOauthEndpoints: given.optional('cors_oauth_endpoints', flag, false),
    blockedFlows: given.optional(
      'blocked_flows',
      listOf(oneOf('user_agent', 'password', 'code_credentials')),
      [],
    ),
    requirePkce: given.optional('require_pkce', flag, false),
    sessionTimeoutMinutes: given.optional('session_timeout_minutes', whole(1, 1440), 120),
    authProviders: given.optional('auth_providers', listOf(provider), [defaultProvider]),
    samlProviders: given.optional('saml_providers', listOf(provider), []),
    initialAccessTokens: given.optional('initial_access_tokens', listOf(initialAccessToken), []),
    headlessAccess: given.optional('headless_access', headlessAccess, headlessAccess({}, '')),
  }
}

/** The token, or the token and the app it was generated for. */
const initialAccessToken: Parse<InitialAccessToken> = (value, at) => {
  const given = fields(typeof value === 'string' ? { token: value } : value, at, ['token', 'app'])
  return {
    token: given.required('token', text),
    app: given.optional('app', text, undefined),
  }
}

const proof = oneOf('either', 'recaptcha', 'token')

/** What each first step of headless identity wants to see. */
const headlessAccess: Parse<HeadlessAccess> = (value, at) => {
  const given = fields(value, at, ['registration', 'passwordless_login', 'forgot_password'])
  return {
    registration: given.optional('registration', proof, 'either'),
    passwordlessLogin: given.optional('passwordless_login', proof, 'either'),
    forgotPassword: given.optional('forgot_password', proof, 'either'),
  }
}

/** Whom people can come from where nobody configured anybody. */
const defaultProvider: SsoProvider = {
  name: 'AcmeIdP',
  ssoUrl: undefined,
  iconUrl: undefined,
  issuer: undefined,
  certificate: undefined,
}

const provider: Parse<SsoProvider> = (value, at) => {
  const given = fields(value, at, ['name', 'sso_url', 'icon_url', 'issuer', 'certificate'])
  return {
    name: given.required('name', text),
    ssoUrl: given.optional('sso_url', text, undefined),
    iconUrl: given.optional('icon_url', text, undefined),
    issuer: given.optional('issuer', text, undefined),
    certificate: given.optional('certificate', certificate, undefined),
  }
}

/** An origin as browsers send it; a label may be `*`, as in Salesforce's allow-list. */
const origin: Parse<string> = (value, at) => {
  const name = text(value, at)
  const plain = name.replace('://*.', '://any.')
  if (!URL.canParse(plain) || new URL(plain).origin !== plain) {
    throw badConfig(at, 'is not an origin such as https://app.example.com')
  }
  return name
}
