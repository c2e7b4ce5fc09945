import type { ServerOptions } from './server-options.js'

/** What was typed behind `login`. */
export interface LoginOptions extends ServerOptions {
  readonly parameters: readonly string[]
  readonly openBrowser: boolean
  readonly browser: string | undefined
  readonly ports: readonly number[]
  readonly redirectUri: string | undefined
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  readonly loginTimeout: number
  readonly paste: boolean
}
