import type { ServerKind } from './credential.js'
import type { JsonObject } from './json.js'
import type { RevokedToken } from './revoked-token.js'
import type { Secret } from './secret.js'
import type { EpochSeconds } from './token-set.js'

/** What a server says of a token (RFC 7662 §2.2), and the token itself, to be kept out of sight. */
export interface IntrospectionView {
  readonly kind: 'introspection'
  readonly active: boolean
  /** As it came. */
  readonly document: JsonObject
  readonly token: Secret
  readonly now: EpochSeconds
}

/** A revocation that the server has confirmed. */
export interface RevokedView {
  readonly kind: 'revoked'
  readonly profile: string
  readonly server: ServerKind
  readonly host: string
  /** What kind of token it was, as far as that is known. */
  readonly token: RevokedToken | 'token'
  /** `dead_already`: the server knew it no longer. */
  readonly outcome: 'revoked' | 'dead_already'
  /** Whether it was the profile's own, whose credential now counts as dead. */
  readonly marked: boolean
  /** How the profile gets another token: `refresh` needs no person. */
  readonly renewal: 'refresh' | 'login'
  /** Whether the profile has a refresh token that was not the one revoked. */
  readonly refreshTokenLeft: boolean
}

/** Whose token it is, in the words of the userinfo endpoint or the identity URL. */
export interface UserinfoView {
  readonly kind: 'userinfo'
  /** As it came; of a signed answer its claims. */
  readonly document: JsonObject
  readonly token: Secret
  readonly now: EpochSeconds
}

/** A pair for PKCE, method `S256` (RFC 7636 §4). */
export interface PkceView {
  readonly kind: 'pkce'
  readonly verifier: Secret
  readonly challenge: string
}

/** A challenge that fits its verifier. */
export interface PkceMatchView {
  readonly kind: 'pkce-match'
  /** Why a server may refuse the pair all the same, in sentences. */
  readonly warnings: readonly string[]
}

/** What the commands around a token's services show. */
export type ServiceView = IntrospectionView | RevokedView | UserinfoView | PkceView | PkceMatchView
