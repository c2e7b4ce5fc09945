import type { ServerOptions } from './server-options.js'

/** The browser flows of `login`: the first is the one to use, the others are its siblings at Salesforce. */
export type LoginFlowName = 'web-server' | 'hybrid' | 'user-agent' | 'hybrid-user-agent'

/** What was typed behind `login`. */
export interface LoginOptions extends ServerOptions {
  readonly flow: LoginFlowName
  readonly parameters: readonly string[]
  readonly openBrowser: boolean
  readonly browser: string | undefined
  readonly ports: readonly number[]
  readonly redirectUri: string | undefined
  /** PEM files that an https callback is served with; `undefined` for a throw-away certificate. */
  readonly callbackCert: string | undefined
  readonly callbackKey: string | undefined
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  readonly ssoProvider: string | undefined
  readonly display: string | undefined
  readonly immediate: boolean
  readonly loginTimeout: number
  readonly paste: boolean
}
