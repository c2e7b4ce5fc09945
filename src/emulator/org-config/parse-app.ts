import type { App } from '../app.js'
import { consumerKey, consumerSecret } from '../ids.js'
import { badConfig } from '../org-error.js'
import { inServerOrder, scopeOrder } from '../scopes.js'
import { certificate } from './certificate.js'
import { fields, flag, httpsUrl, listOf, oneOf, text, type Fields, type Parse } from './fields.js'
import {
  assetTokens,
  clientCredentials,
  codeCredentials,
  defaultAssetTokens,
  defaultIdToken,
  idToken,
  jwtAccessTokens,
  refreshTokenPolicy,
} from './parse-app-parts.js'
import { tokenExchange } from './parse-exchange.js'
import { rotation } from './parse-rotation.js'
import { redirectUris } from './redirect-uris.js'

/** What an app may ask for when its configuration does not say. */
const defaultScopes: readonly string[] = inServerOrder(
  'api web refresh_token openid id profile email'.split(' '),
)

const keys = `name client_id client_secret certificate redirect_uris scopes device_flow require_pkce
require_secret_web_server require_secret_refresh require_secret_token_exchange client_credentials code_credentials
token_exchange refresh_token_rotation refresh_token_reuse refresh_token_policy jwt_access_tokens introspect_all
id_token asset_tokens single_logout_url permitted_users preauthorized blocked loopback_any_port`.split(
  /\s+/,
)

/**
 * Reads one app of the configuration. What it leaves out is as in a new app at Salesforce: secrets
 * are required, everything else is off. `client_id` and secret are made up when absent.
 *
 * @throws {OrgError} `bad_config`, naming the key.
 * @see cli-contract.md section 7
 */
export const parseApp: Parse<App> = (value, at) => {
  const given = fields(value, at, keys)
  const secrets = secretRules(given)
  return {
    name: given.required('name', text),
    clientId: given.optional('client_id', text, undefined) ?? consumerKey(),
    ...secrets,
    certificate: given.optional('certificate', certificate, undefined),
    redirectUris: given.optional('redirect_uris', redirectUris, []),
    loopbackAnyPort: given.optional('loopback_any_port', flag, false),
    scopes: given.optional('scopes', scopes, defaultScopes),
    deviceFlow: given.optional('device_flow', flag, false),
    requirePkce: given.optional('require_pkce', flag, false),
    clientCredentials: given.optional('client_credentials', clientCredentials, {
      enabled: false,
      runAs: undefined,
    }),
    codeCredentials: given.optional('code_credentials', codeCredentials, {
      enabled: false,
      credentialsInBody: false,
      guest: false,
    }),
    tokenExchange: given.optional('token_exchange', tokenExchange, {
      enabled: false,
      handlers: [],
    }),
    ...rotation(given, at),
    refreshTokenPolicy: given.optional('refresh_token_policy', refreshTokenPolicy, {
      kind: 'until_revoked',
    }),
    jwtAccessTokens: given.optional('jwt_access_tokens', jwtAccessTokens, {
      enabled: false,
      timeoutMinutes: undefined,
    }),
    introspectAll: given.optional('introspect_all', flag, false),
    idToken: given.optional('id_token', idToken, defaultIdToken),
    assetTokens: given.optional('asset_tokens', assetTokens, defaultAssetTokens),
    singleLogoutUrl: given.optional('single_logout_url', httpsUrl, undefined),
    permittedUsers: given.optional('permitted_users', oneOf('all', 'admin_approved'), 'all'),
    preauthorized: given.optional('preauthorized', listOf(username), undefined),
    blocked: given.optional('blocked', flag, false),
  }
}

type SecretRules = Pick<
  App,
  | 'secret'
  | 'secretKnown'
  | 'requireSecretWebServer'
  | 'requireSecretRefresh'
  | 'requireSecretTokenExchange'
>

/** An app that never has to show a secret is public: a secret exists, but its owner was not told. */
function secretRules(given: Fields): SecretRules {
  const secret = given.optional('client_secret', text, undefined)
  const requireSecretWebServer = given.optional('require_secret_web_server', flag, true)
  const requireSecretRefresh = given.optional('require_secret_refresh', flag, true)
  const requireSecretTokenExchange = given.optional('require_secret_token_exchange', flag, true)
  return {
    secret: secret ?? consumerSecret(),
    secretKnown: secret !== undefined || requireSecretWebServer || requireSecretRefresh,
    requireSecretWebServer,
    requireSecretRefresh,
    requireSecretTokenExchange,
  }
}

const scopes: Parse<readonly string[]> = (value, at) => inServerOrder(listOf(scope)(value, at))

const scope: Parse<string> = (value, at) => {
  const name = text(value, at)
  if (!scopeOrder.includes(name)) throw badConfig(at, `is not a scope of Salesforce: ${name}`)
  return name
}

const username: Parse<string> = (value, at) => text(value, at).toLowerCase()
