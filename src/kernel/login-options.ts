/** What was typed behind `login`. */
export interface LoginOptions {
  readonly host: string | undefined
  readonly issuer: string | undefined
  readonly clientId: string | undefined
  readonly clientSecretFile: string | undefined
  readonly clientSecretStdin: boolean
  readonly authMethod: string | undefined
  readonly scopes: readonly string[]
  readonly parameters: readonly string[]
  readonly openBrowser: boolean
  readonly browser: string | undefined
  readonly ports: readonly number[]
  readonly redirectUri: string | undefined
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  readonly loginTimeout: number
  readonly sessionTimeout: number | undefined
  readonly paste: boolean
}
