import type { App } from '../app.js'
import type { RequestToken } from './request-tokens.js'

/** A request token that a person was sent with, and who is now asked about it. */
export interface RequestTokenRequest {
  readonly kind: 'request_token'
  readonly app: App
  readonly scope: readonly string[]
  readonly prompt: readonly string[]
  readonly loginHint: undefined
  readonly token: RequestToken
}

/** What to ask a person about a request token. */
export function requestTokenRequest(token: RequestToken): RequestTokenRequest {
  const { app } = token
  return { kind: 'request_token', app, scope: app.scopes, prompt: [], loginHint: undefined, token }
}
