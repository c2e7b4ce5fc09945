import type { ExchangeHandler } from './exchange-handler.js'

/** Which users an app lets in. */
type PermittedUsers = 'all' | 'admin_approved'

/** When a refresh token stops working although nobody revoked it. */
export type RefreshTokenPolicy =
  | { readonly kind: 'until_revoked' }
  | { readonly kind: 'immediate' }
  /** So long after the login. */
  | { readonly kind: 'fixed'; readonly hours: number }
  /** So long after the last use. */
  | { readonly kind: 'idle'; readonly hours: number }

/**
 * What a refresh token does that was rotated out and comes again. Salesforce knows the first only; the
 * others are what other servers do.
 */
export type RefreshTokenReuse =
  /** It ends its whole family. */
  | { readonly kind: 'fatal' }
  /** So long after its rotation it brings a fresh access token and the current refresh token. */
  | { readonly kind: 'grace'; readonly seconds: number }
  /** It brings the very same answer again, until the refresh token of that answer is used. */
  | { readonly kind: 'idempotent' }

/** The secondary settings of the ID token. */
export interface IdTokenSettings {
  /** 1 to 720. */
  readonly minutes: number
  readonly audiences: readonly string[]
  readonly standardClaims: boolean
  readonly customAttributes: Readonly<Record<string, string>>
  readonly customPermissions: readonly string[]
}

/** The settings of asset tokens. */
export interface AssetTokenSettings {
  readonly enabled: boolean
  readonly seconds: number
  /** PEM, judged as Salesforce judges it. Its private key is not here: the org signs with its own. */
  readonly certificate: string | undefined
  readonly audiences: readonly string[]
  readonly customAttributes: Readonly<Record<string, string>>
  readonly customPermissions: readonly string[]
}

/** A client of the org: an external client app or a connected app. */
export interface App {
  readonly name: string
  readonly clientId: string
  /** Every app has one; signatures of answers are made with it. */
  readonly secret: string
  /** Whether the owner of the app has been told the secret. */
  readonly secretKnown: boolean
  /** PEM, an X.509 certificate or a public key; verifies assertions of the app. */
  readonly certificate: string | undefined
  readonly redirectUris: readonly string[]
  readonly loopbackAnyPort: boolean
  readonly scopes: readonly string[]
  readonly deviceFlow: boolean
  readonly requirePkce: boolean
  readonly requireSecretWebServer: boolean
  readonly requireSecretRefresh: boolean
  readonly requireSecretTokenExchange: boolean
  readonly clientCredentials: { readonly enabled: boolean; readonly runAs: string | undefined }
  readonly codeCredentials: {
    readonly enabled: boolean
    readonly credentialsInBody: boolean
    readonly guest: boolean
  }
  readonly tokenExchange: {
    readonly enabled: boolean
    readonly handlers: readonly ExchangeHandler[]
  }
  readonly refreshTokenRotation: boolean
  /** Means something with rotation only. */
  readonly refreshTokenReuse: RefreshTokenReuse
  readonly refreshTokenPolicy: RefreshTokenPolicy
  readonly jwtAccessTokens: {
    readonly enabled: boolean
    /** 1, 5, 10, 15 or 30; `undefined` is the session timeout of the org. */
    readonly timeoutMinutes: number | undefined
  }
  readonly introspectAll: boolean
  readonly idToken: IdTokenSettings
  readonly assetTokens: AssetTokenSettings
  readonly singleLogoutUrl: string | undefined
  readonly permittedUsers: PermittedUsers
  /** User names, lower case; `undefined` stands for all internal users. */
  readonly preauthorized: readonly string[] | undefined
  readonly blocked: boolean
}
