import type { Secret } from './secret.js'
import type { EpochSeconds, TokenSet } from './token-set.js'

/** How the client proves itself at the token endpoint (RFC 6749 §2.3). */
export type ClientAuthMethod = 'none' | 'post' | 'basic'

/** A client: its public id and how it authenticates. */
export interface Client {
  readonly id: string
  readonly secret: Secret | undefined
  readonly authMethod: ClientAuthMethod
}

/** The kinds of server this program knows to tell apart. */
export type ServerKind = 'salesforce' | 'openid'

/** The endpoints of an authorization server, absolute URLs, read once at login and then pinned. */
export interface Endpoints {
  readonly authorization: string
  readonly token: string
  readonly revocation: string | undefined
  readonly introspection: string | undefined
  readonly userinfo: string | undefined
  readonly jwks: string | undefined
  readonly endSession: string | undefined
}

/** An authorization server as it was at login. Refresh tokens and secrets go only to these endpoints. */
export interface Server {
  readonly kind: ServerKind
  /** What the person named: origin and, for a site, its path. No trailing slash. */
  readonly url: string
  readonly issuer: string
  readonly endpoints: Endpoints
}

/** Whose tokens they are, as far as the server said. */
export interface Identity {
  readonly subject: string | undefined
  readonly username: string | undefined
  readonly userId: string | undefined
  readonly orgId: string | undefined
}

/** Whether a credential still works. A dead one is kept, marked and reported, never deleted. */
export type Condition =
  | { readonly kind: 'live' }
  | { readonly kind: 'dead'; readonly reason: string; readonly since: EpochSeconds }

interface CommonCredential {
  readonly profile: string
  readonly server: Server
  readonly client: Client
  readonly identity: Identity
  readonly tokens: TokenSet
  readonly condition: Condition
}

/** Tokens that a person's login gave (RFC 6749 §4.1), renewable while a refresh token lives. */
export interface AuthorizationCodeCredential extends CommonCredential {
  readonly grant: 'authorization_code'
}

/** What is stored for a profile, discriminated by the grant that can renew it. */
export type Credential = AuthorizationCodeCredential
