import type { Server } from '../kernel/credential.js'

/** What an authorization request asks for (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequest {
  /** Several are separated by spaces, in any order (RFC 6749 §3.1.1). */
  readonly responseType: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** `undefined` where no code comes back. */
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  /** Empty: the parameter is left out, and the server decides. */
  readonly scopes: readonly string[]
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  /** More parameters, as the person gave them. */
  readonly extra: readonly (readonly [string, string])[]
}

/** Builds the URL that a person's browser visits to authorize. Parameters of the endpoint's own query stay. */
export function authorizationUrl(server: Server, request: AuthorizationRequest): string {
  const url = new URL(server.endpoints.authorization)
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ['response_type', request.responseType],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scopes.length === 0 ? undefined : request.scopes.join(' ')],
    ['state', request.state],
    ['code_challenge', request.codeChallenge],
    ['code_challenge_method', request.codeChallenge === undefined ? undefined : 'S256'],
    ['nonce', request.nonce],
    ['prompt', request.prompt],
    ['login_hint', request.loginHint],
    ...request.extra,
  ]
  for (const [name, value] of parameters) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return url.href
}
