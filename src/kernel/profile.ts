import type { ClientAuthMethod, Credential, ServerKind } from './credential.js'

/**
 * What a server does with a refresh token that it has replaced and meets again (RFC 9700 §4.14.2).
 *
 * `fatal`: it ends the login. `grace`: the same as before for some seconds. `idempotent`: the same answer again.
 * `none`: it never replaces one.
 */
export type RotationReuse =
  | { readonly kind: 'fatal' }
  | { readonly kind: 'grace'; readonly seconds: number }
  | { readonly kind: 'idempotent' }
  | { readonly kind: 'none' }

/** A name for server, client, grant and defaults. No secrets; lives in a hand-editable file. */
export interface Profile {
  readonly name: string
  readonly server: ServerTarget
  readonly clientId: string
  readonly grant: Credential['grant']
  readonly authMethod: ClientAuthMethod | undefined
  /** Asked for at login; `undefined` leaves it to the server. */
  readonly scopes: readonly string[] | undefined
  readonly redirectUri: string | undefined
  /** Seconds a token is taken to live where the server says nothing; `undefined` means 900. */
  readonly sessionTimeout: number | undefined
  /** Absent means `fatal`, the safe one. */
  readonly rotationReuse?: RotationReuse
}

/** A server as a person names it: an org host, or the issuer of any other server. */
export interface ServerTarget {
  readonly kind: ServerKind
  /** Origin and path, no trailing slash at Salesforce; the issuer byte for byte elsewhere. */
  readonly url: string
}

/** Seconds a token without a stated lifetime is taken to live: the shortest an admin can set (cli-contract 8.7). */
export const defaultSessionTimeout = 900

/** What a server is taken to do with a refresh token that comes twice; wrong guesses in this direction cost a wait. */
export const defaultRotationReuse: RotationReuse = { kind: 'fatal' }
