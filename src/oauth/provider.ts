import type { ClientAuthMethod, Identity, Server, ServerKind } from '../kernel/credential.js'
import type { OAuthRefusal } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import type { TokenSet } from '../kernel/token-set.js'
import type { DeviceDialect } from './device-dialect.js'
import type { Metadata } from './metadata.js'
import type { RefusalVerdict } from './refusal.js'
import type { RevocationOutcome } from './revocation.js'
import type { ProvenClient } from './client-authentication.js'

/**
 * Where authorization servers differ, as a value: a standard flow takes it and asks.
 *
 * Everything else about a server is in its {@link Server} record.
 */
export interface Provider {
  readonly kind: ServerKind
  /** The requests that may find the metadata of a server, tried in order. */
  readonly metadataRequests: (url: URL) => readonly HttpRequest[]
  /** Whether a document's issuer is the server that was asked. */
  readonly acceptsIssuer: (url: URL, issuer: string) => boolean
  /** Refuses endpoints that are none of this server's. @throws {AuthError} `untrusted_host`. */
  readonly checkEndpoints: (server: Server) => void
  /** Where the browser is sent back to when the person named no other place. */
  readonly defaultRedirectUri: string
  /** The scopes asked for when the person named none; empty sends none. */
  readonly defaultScopes: (metadata: Metadata) => readonly string[]
  /** How a client with a secret proves itself when the person did not say. */
  readonly defaultAuthMethod: (metadata: Metadata) => ClientAuthMethod
  /** Completes a token set with what this server adds to the standard answer. */
  readonly completeTokens: (tokens: TokenSet, answer: JsonObject, server: Server) => TokenSet
  /** Accepted `iss` of an id_token that came with this answer. */
  readonly issuersOf: (server: Server, answer: JsonObject) => readonly string[]
  /** Who the tokens belong to, from the answer and the id_token's claims. */
  readonly identityOf: (answer: JsonObject, claims: JsonObject | undefined) => Identity
  /** The request that tells the user's name, where the answer did not; `undefined` when none is needed. */
  readonly identityRequest: (
    server: Server,
    tokens: TokenSet,
    identity: Identity,
  ) => HttpRequest | undefined
  /** Adds what the identity answer says. An answer that says nothing changes nothing. */
  readonly readIdentity: (answer: HttpAnswer, identity: Identity) => Identity
  readonly readRefusal: (refusal: OAuthRefusal) => RefusalVerdict
  /** Whether a refused refresh means that another one is under way, not that the token is dead. */
  readonly isBusyRefresh: (refusal: OAuthRefusal) => boolean
  readonly device: DeviceDialect
  readonly revocationRequest: (
    endpoint: string,
    client: ProvenClient,
    token: Secret,
    /** `undefined` where nobody knows. */
    kind: RevokedToken | undefined,
  ) => HttpRequest
  /** The `aud` of an assertion that a token is asked with (RFC 7523 §3). */
  readonly assertionAudience: (server: Server) => string
  /** The `aud` of an assertion that the client proves itself with. */
  readonly clientAssertionAudience: (server: Server) => string
  /** @throws {AuthError} When the token was not revoked and may still live. */
  readonly processRevocation: (answer: HttpAnswer) => RevocationOutcome
  /** The kind of a token by its look, where this server's tokens have one. */
  readonly tokenKind: (token: Secret) => RevokedToken | undefined
  /** Judges what userinfo, or the identity URL, says. @throws {AuthError} When it refuses. */
  readonly processUserinfo: (answer: HttpAnswer) => JsonObject
  /** Whether two subjects are one user. */
  readonly isSameSubject: (one: string, other: string) => boolean
}
