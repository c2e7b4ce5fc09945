import type { App, RefreshTokenReuse } from './app.js'
import type { ExchangeHandler } from './exchange-handler.js'
import type { OrgState } from './org-state.js'
import type { Hosts } from './role.js'

/** What a started org says of itself, on one line of JSON. @see cli-contract.md section 7 */
export interface ReadyLine {
  readonly hosts: Hosts
  /** 18 characters. */
  readonly org_id: string
  readonly apps: readonly ReadyApp[]
  readonly users: readonly ReadyUser[]
  /** File of the authority that signed the certificate of the hosts, with `tls`. */
  readonly ca_file?: string
}

/** An app and what its owner knows of it. */
export interface ReadyApp {
  readonly name: string
  readonly client_id: string
  readonly client_secret?: string
  readonly redirect_uris: readonly string[]
  readonly settings: Readonly<Record<string, unknown>>
  /** File of the private key that belongs to the app's certificate, when the org made it. */
  readonly key_file?: string
}

/** A user and how to log in as one. */
export interface ReadyUser {
  readonly username: string
  readonly password: string
  /** 18 characters. */
  readonly user_id: string
}

/** Files the org has written for its clients. */
interface ReadyFiles {
  /** The key of the app `jwt`, and the certificate the app has if it is still the default one. */
  readonly key: { readonly file: string; readonly certificate: string }
  readonly caFile: string | undefined
}

/** Writes the ready line. */
export function readyLine(org: OrgState, hosts: Hosts, files: ReadyFiles): ReadyLine {
  return {
    hosts,
    org_id: org.id.long,
    apps: org.apps.map((app) => readyApp(app, keyFileOf(app, files))),
    users: org.users.map(({ username, password, id }) => ({
      username,
      password,
      user_id: id.long,
    })),
    ...(files.caFile === undefined ? {} : { ca_file: files.caFile }),
  }
}

function keyFileOf(app: App, { key }: ReadyFiles): string | undefined {
  return app.name === 'jwt' && app.certificate === key.certificate ? key.file : undefined
}

function readyApp(app: App, keyFile: string | undefined): ReadyApp {
  return {
    name: app.name,
    client_id: app.clientId,
    ...(app.secretKnown ? { client_secret: app.secret } : {}),
    redirect_uris: app.redirectUris,
    settings: settingsOf(app),
    ...(keyFile === undefined ? {} : { key_file: keyFile }),
  }
}

/** Every setting by its name in a configuration, so that the line can be made one again. */
function settingsOf(app: App): Readonly<Record<string, unknown>> {
  return {
    ...(app.certificate === undefined ? {} : { certificate: app.certificate }),
    scopes: app.scopes,
    device_flow: app.deviceFlow,
    require_pkce: app.requirePkce,
    require_secret_web_server: app.requireSecretWebServer,
    require_secret_refresh: app.requireSecretRefresh,
    require_secret_token_exchange: app.requireSecretTokenExchange,
    client_credentials: {
      enabled: app.clientCredentials.enabled,
      run_as: app.clientCredentials.runAs,
    },
    code_credentials: {
      enabled: app.codeCredentials.enabled,
      credentials_in_body: app.codeCredentials.credentialsInBody,
      guest: app.codeCredentials.guest,
    },
    token_exchange: {
      enabled: app.tokenExchange.enabled,
      handlers: app.tokenExchange.handlers.map(handlerSettings),
    },
    refresh_token_rotation: app.refreshTokenRotation,
    ...(app.refreshTokenRotation
      ? { refresh_token_reuse: reuseSetting(app.refreshTokenReuse) }
      : {}),
    refresh_token_policy: app.refreshTokenPolicy,
    jwt_access_tokens: {
      enabled: app.jwtAccessTokens.enabled,
      timeout_minutes: app.jwtAccessTokens.timeoutMinutes,
    },
    introspect_all: app.introspectAll,
    id_token: {
      minutes: app.idToken.minutes,
      audiences: app.idToken.audiences,
      standard_claims: app.idToken.standardClaims,
      custom_attributes: app.idToken.customAttributes,
      custom_permissions: app.idToken.customPermissions,
    },
    asset_tokens: {
      enabled: app.assetTokens.enabled,
      seconds: app.assetTokens.seconds,
      audiences: app.assetTokens.audiences,
      custom_attributes: app.assetTokens.customAttributes,
      custom_permissions: app.assetTokens.customPermissions,
      ...(app.assetTokens.certificate === undefined
        ? {}
        : { certificate: app.assetTokens.certificate }),
    },
    ...(app.singleLogoutUrl === undefined ? {} : { single_logout_url: app.singleLogoutUrl }),
    permitted_users: app.permittedUsers,
    ...(app.preauthorized === undefined ? {} : { preauthorized: app.preauthorized }),
    blocked: app.blocked,
    loopback_any_port: app.loopbackAnyPort,
  }
}

function reuseSetting(reuse: RefreshTokenReuse): unknown {
  return reuse.kind === 'grace' ? { grace_seconds: reuse.seconds } : reuse.kind
}

function handlerSettings(handler: ExchangeHandler): Readonly<Record<string, unknown>> {
  const { issuer, audience, subjectClaim, map } = handler
  return {
    name: handler.name,
    default: handler.default,
    subject_token_types: handler.subjectTokenTypes,
    ...(issuer === undefined ? {} : { issuer: issuer.name }),
    ...(issuer?.certificate === undefined ? {} : { certificate: issuer.certificate }),
    ...(issuer?.jwks === undefined ? {} : { jwks: issuer.jwks }),
    ...(audience === undefined ? {} : { audience }),
    subject_claim: subjectClaim,
    ...(map === undefined ? {} : { map }),
  }
}
