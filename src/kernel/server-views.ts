import type { JsonObject } from './json.js'
import type { StoreKind } from './ports.js'
import type { ServerTarget } from './profile.js'
import type { EpochSeconds } from './token-set.js'

/** A server's metadata, and what in it is missing or unusual. */
export interface DiscoveryView {
  readonly kind: 'discovery'
  readonly target: ServerTarget
  /** As it came. */
  readonly document: JsonObject
  readonly remarks: readonly string[]
}

/** A way to log in through somebody else, by SAML or an authentication provider. */
export interface LoginProvider {
  readonly kind: 'saml' | 'auth_provider'
  readonly name: string | undefined
  readonly url: string | undefined
}

/** What an org tells of its login before anybody has logged in (salesforce-oauth.md §9.2). */
export interface AuthConfiguration {
  readonly orgId: string | undefined
  readonly url: string | undefined
  /** `standard`, `discoverable` or `custom`. */
  readonly pageType: string | undefined
  readonly pageUrl: string | undefined
  /** Whether the page takes user name and password; `undefined` where it does not say. */
  readonly takesPassword: boolean | undefined
  readonly certificateLogin: boolean
  readonly providers: readonly LoginProvider[]
  /** As it came. */
  readonly document: JsonObject
}

/** How people may log in to an org. */
export interface AuthConfigurationView extends AuthConfiguration {
  readonly kind: 'auth-configuration'
  readonly target: ServerTarget
}

/** One key of a published set. */
export interface PublishedKey {
  readonly kid: string | undefined
  readonly kty: string | undefined
  readonly alg: string | undefined
  readonly use: string | undefined
  /** `2048 bits` or the name of a curve. */
  readonly size: string | undefined
  /** RFC 7638, SHA-256. */
  readonly thumbprint: string | undefined
  readonly isPrivate: boolean
}

/** The keys that a server signs with. */
export interface KeySetView {
  readonly kind: 'key-set'
  readonly url: string
  /** As it came. */
  readonly document: JsonObject
  readonly keys: readonly PublishedKey[]
}

/** A client that is registered, as its server describes it. Its secrets are in the document alone. */
export interface RegistrationView {
  readonly kind: 'registration'
  readonly told: 'registered' | 'shown' | 'updated'
  readonly profile: string
  readonly host: string
  /** As it came. */
  readonly document: JsonObject
  readonly hasSecret: boolean
  readonly secretExpiresAt: EpochSeconds | undefined
  /** Whether the client can be shown, updated and deleted later. */
  readonly managed: boolean
  readonly store: StoreKind
  readonly now: EpochSeconds
}

/** A client that is registered no more. */
export interface DeregistrationView {
  readonly kind: 'deregistration'
  readonly profile: string
  readonly host: string
  readonly clientId: string
}

/** What an endpoint answers to a web page: readable, or what stands in the way. */
export type CorsVerdict = 'allowed' | 'refused' | 'allow_list' | 'setting' | 'wrong_host'

/**
 * What an endpoint of that host promises to web pages: every origin may (`allowed`), those on the org's
 * allow-list (`allow_list`), the same once CORS is switched on for OAuth endpoints (`setting`), none (`never`),
 * none on this host (`wrong_host`).
 */
export type CorsExpectation = 'allowed' | 'allow_list' | 'setting' | 'never' | 'wrong_host'

/** One endpoint, asked for an origin. */
export interface CorsEndpoint {
  /** The path; the whole URL where it is on another host. */
  readonly path: string
  readonly verdict: CorsVerdict
  readonly expected: CorsExpectation
}

/** Which endpoints of a server web pages of an origin may call. */
export interface CorsView {
  readonly kind: 'cors'
  readonly origin: string
  readonly target: ServerTarget
  readonly endpoints: readonly CorsEndpoint[]
}

/** What the commands about a server show. */
export type ServerView =
  | DiscoveryView
  | AuthConfigurationView
  | KeySetView
  | RegistrationView
  | DeregistrationView
  | CorsView
