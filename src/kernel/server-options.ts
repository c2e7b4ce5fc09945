/** What was typed about the server and the client, by every command that asks for a token. */
export interface ServerOptions {
  readonly host: string | undefined
  readonly issuer: string | undefined
  readonly clientId: string | undefined
  readonly clientSecretFile: string | undefined
  readonly clientSecretStdin: boolean
  readonly keyFile: string | undefined
  readonly keyId: string | undefined
  readonly authMethod: string | undefined
  readonly scopes: readonly string[]
  readonly sessionTimeout: number | undefined
}
