/** What was typed about a client that is to be registered or updated. */
export interface ClientMetadataOptions {
  readonly name: string | undefined
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  readonly responseTypes: readonly string[]
  readonly contacts: readonly string[]
  readonly applicationType: string | undefined
  readonly authMethod: string | undefined
  readonly scopes: readonly string[]
  /** `k=v`, the value JSON or text. */
  readonly parameters: readonly string[]
  /** A JSON document of the person's own: a path or `-`. */
  readonly metadataFile: string | undefined
}

/** What was typed about the server. */
export interface ServerName {
  readonly host: string | undefined
  readonly issuer: string | undefined
}

/** What was typed behind `register`. */
export interface RegisterOptions {
  readonly server: ServerName
  readonly metadata: ClientMetadataOptions
  readonly initialAccessTokenFile: string | undefined
  readonly initialAccessTokenStdin: boolean
}
