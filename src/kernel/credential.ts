import type { Secret } from './secret.js'
import type { SigningKey, TextPlace } from './text-place.js'
import type { EpochSeconds, TokenSet } from './token-set.js'

/** How the client proves itself at the token endpoint (RFC 6749 §2.3). */
export type ClientAuthMethod = 'none' | 'post' | 'basic' | 'private-key-jwt'

/** A client: its public id and how it authenticates. */
export interface Client {
  /** Empty in the one grant without a client, `saml_assertion`. */
  readonly id: string
  readonly secret: Secret | undefined
  readonly authMethod: ClientAuthMethod
  /** For `private-key-jwt`. */
  readonly key: SigningKey | undefined
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

/**
 * A refresh that has begun and is not settled (ADR 11).
 *
 * `sent`: its request may have reached the server, and no answer is known. `answered`: the answer is here and has
 * not been judged.
 */
export type PendingRefresh =
  | ({ readonly kind: 'sent' } & SentRefresh)
  | ({
      readonly kind: 'answered'
      /** When the answer arrived. */
      readonly arrival: EpochSeconds
      /** The body of the answer, status 200, as it came. */
      readonly answer: Secret
    } & SentRefresh)

/** A refresh token that has left for the server. */
interface SentRefresh {
  /** When it was first sent and not answered. */
  readonly at: EpochSeconds
  /** Whether the one replay that a server may take for theft has been made, and its answer was lost as well. */
  readonly lastTry: boolean
}

interface CommonCredential {
  readonly profile: string
  readonly server: Server
  readonly client: Client
  readonly identity: Identity
  readonly tokens: TokenSet
  readonly condition: Condition
  readonly pending?: PendingRefresh
  /** The refresh token before the present one, until the present one has worked (threat row T57). */
  readonly previous?: Secret
  /** Whether the server gave another refresh token at the last refresh; absent before the first. */
  readonly rotates?: boolean
}

/**
 * How a person said yes: by a code (RFC 6749 §4.1) or a device's (RFC 8628), with the tokens in the answer
 * itself (RFC 6749 §4.2), by Salesforce's hybrid siblings of both (salesforce-oauth.md §13), or on a login page of
 * the developer's own (§12).
 */
export const approvedGrants = [
  'authorization_code',
  'device_code',
  'implicit',
  'hybrid_auth_code',
  'hybrid_token',
  'code_credentials',
] as const

/** One of {@link approvedGrants}. */
export type ApprovedGrant = (typeof approvedGrants)[number]

/** Whether a grant gave sessions of Salesforce's pages beside the token (salesforce-oauth.md §13). */
export function isHybrid(grant: Credential['grant']): boolean {
  return grant === 'hybrid_auth_code' || grant === 'hybrid_token'
}

/** Tokens that a person approved, renewable while a refresh token lives. */
export interface ApprovedCredential extends CommonCredential {
  readonly grant: ApprovedGrant
}

/** Whether only a person can give such tokens again. */
export function isApproved(credential: Credential): credential is ApprovedCredential {
  return approvedGrants.some((grant) => grant === credential.grant)
}

/** A token for a user, by a JWT that the client signs (RFC 7523 §2.1). */
export interface JwtBearerCredential extends CommonCredential {
  readonly grant: 'jwt_bearer'
  readonly assertion: {
    readonly subject: string
    readonly audience: string
    readonly key: SigningKey
  }
}

/** A token for the client itself (RFC 6749 §4.4); at Salesforce for its Run-As user. */
export interface ClientCredentialsCredential extends CommonCredential {
  readonly grant: 'client_credentials'
  /** Sent when given; Salesforce takes none. */
  readonly scopes: readonly string[] | undefined
}

/** A token to exchange and what kind it is, a URN of RFC 8693 §3. */
export interface ExchangedToken {
  readonly place: TextPlace
  readonly type: string
}

/** A token for another server's token (RFC 8693). */
export interface TokenExchangeCredential extends CommonCredential {
  readonly grant: 'token_exchange'
  readonly subject: ExchangedToken
  readonly actor: ExchangedToken | undefined
  /** Salesforce's handler class, `undefined` for the app's default. */
  readonly tokenHandler: string | undefined
  readonly scopes: readonly string[] | undefined
}

/** An assertion that somebody else made, or one that is made and signed for each request. */
export type SamlAssertion =
  | { readonly kind: 'given'; readonly place: TextPlace }
  | {
      readonly kind: 'built'
      readonly subject: string
      readonly audience: string
      readonly key: SigningKey
      readonly certificate: TextPlace | undefined
    }

/** A token for a user, by a SAML assertion in the client's name (RFC 7522 §2.1). */
export interface SamlBearerCredential extends CommonCredential {
  readonly grant: 'saml_bearer'
  readonly assertion: SamlAssertion
}

/** A token for a user, by the response of the org's own identity provider; no client (salesforce-oauth.md §3.9). */
export interface SamlAssertionCredential extends CommonCredential {
  readonly grant: 'saml_assertion'
  readonly assertion: TextPlace
}

/** A token that stands for a device (salesforce-oauth.md §3.12). */
export interface AssetTokenCredential extends CommonCredential {
  readonly grant: 'asset_token'
  /** An access token of the org that registers the device. */
  readonly subject: TextPlace
  readonly device: Device
}

/** A device, as its actor token describes it. */
export interface Device {
  readonly id: string
  readonly name: string | undefined
  readonly serialNumber: string | undefined
  /** Signs the actor token; `undefined` leaves it unsigned. */
  readonly key: SigningKey | undefined
  /** The device's public key where no private one is at hand, PEM or JWK. */
  readonly publicKey: TextPlace | undefined
}

/** A token for a user's password (RFC 6749 §4.3). */
export interface PasswordCredential extends CommonCredential {
  readonly grant: 'password'
  readonly username: string
  /** At Salesforce with the security token behind it. */
  readonly password: Secret
}

/** A token of OAuth 1.0 and the secret that signs with it (RFC 5849 §1.1). */
export interface Oauth1Token {
  readonly token: Secret
  readonly secret: Secret
}

/** Which of Salesforce's two SOAP APIs a session is opened for; REST takes the session of either. */
export interface SoapApi {
  readonly kind: 'partner' | 'enterprise'
  /** `67.0` */
  readonly version: string
}

/** Sessions that an OAuth 1.0.A access token opens, again and again until it is revoked (salesforce-oauth.md §15). */
export interface Oauth1Credential extends CommonCredential {
  readonly grant: 'oauth1'
  readonly accessToken: Oauth1Token
  readonly api: SoapApi
}

/** What is stored for a profile, discriminated by the grant that can renew it. */
export type Credential = ApprovedCredential | RunAgainCredential | Oauth1Credential

/** Credentials whose grant needs no person: they are renewed by running it again. */
export type RunAgainCredential =
  | JwtBearerCredential
  | ClientCredentialsCredential
  | TokenExchangeCredential
  | SamlBearerCredential
  | SamlAssertionCredential
  | AssetTokenCredential
  | PasswordCredential

/** What the tokens are about, and what is known of them, without what was asked to get them. */
type AboutTokens = 'tokens' | 'identity' | 'condition' | 'pending' | 'previous' | 'rotates'
type WithoutTokens<C> = C extends Credential ? Omit<C, AboutTokens> : never

/** A grant that needs no person, with all it takes to run it. */
export type RunAgainGrant = WithoutTokens<RunAgainCredential>
