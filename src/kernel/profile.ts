import type { ClientAuthMethod, Credential, ServerKind } from './credential.js'

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
}

/** A server as a person names it: an org host, or the issuer of any other server. */
export interface ServerTarget {
  readonly kind: ServerKind
  /** Origin and path, no trailing slash at Salesforce; the issuer byte for byte elsewhere. */
  readonly url: string
}

/** Seconds a token without a stated lifetime is taken to live: the shortest an admin can set (cli-contract 8.7). */
export const defaultSessionTimeout = 900
