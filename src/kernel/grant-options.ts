import type { ServerOptions } from './server-options.js'

/** A secret that may come from a file, stdin or the environment. */
export interface SecretOption {
  readonly file: string | undefined
  readonly stdin: boolean
}

interface CommonGrantOptions {
  readonly server: ServerOptions
  readonly audience: string | undefined
}

/** What was typed behind `jwt`. */
export interface JwtBearerOptions extends CommonGrantOptions {
  readonly grant: 'jwt_bearer'
  readonly username: string | undefined
}

/** What was typed behind `client-credentials`. */
export interface ClientCredentialsOptions extends CommonGrantOptions {
  readonly grant: 'client_credentials'
}

/** What was typed behind `exchange`. */
export interface TokenExchangeOptions extends CommonGrantOptions {
  readonly grant: 'token_exchange'
  readonly subject: SecretOption
  /** `github-actions`, `file:PATH` or `command:CMD`. */
  readonly subjectFrom: string | undefined
  readonly subjectType: string
  readonly actorFile: string | undefined
  readonly actorType: string
  readonly tokenHandler: string | undefined
}

/** What was typed behind `saml`. */
export interface SamlBearerOptions extends CommonGrantOptions {
  readonly grant: 'saml_bearer'
  readonly assertionFile: string | undefined
  readonly certificate: string | undefined
  readonly username: string | undefined
}

/** What was typed behind `saml assertion`. */
export interface SamlAssertionOptions extends CommonGrantOptions {
  readonly grant: 'saml_assertion'
  readonly assertionFile: string | undefined
}

/** What was typed behind `asset`. */
export interface AssetTokenOptions extends CommonGrantOptions {
  readonly grant: 'asset_token'
  readonly subject: SecretOption
  readonly subjectProfile: string | undefined
  readonly deviceId: string
  readonly deviceName: string | undefined
  readonly serialNumber: string | undefined
  readonly deviceKey: string | undefined
  readonly publicKey: string | undefined
  readonly show: boolean
}

/** What was typed behind `password`. */
export interface PasswordOptions extends CommonGrantOptions {
  readonly grant: 'password'
  readonly username: string | undefined
  readonly password: SecretOption
  readonly securityToken: SecretOption
}

/** What was typed behind a command whose grant needs no person. */
export type GrantOptions =
  | JwtBearerOptions
  | ClientCredentialsOptions
  | TokenExchangeOptions
  | SamlBearerOptions
  | SamlAssertionOptions
  | AssetTokenOptions
  | PasswordOptions
