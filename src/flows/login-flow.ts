import type { LoginFlowName } from '../kernel/login-options.js'

/** What tells one browser flow from another. */
export type LoginFlow =
  /** A code comes back, for a grant type of the token endpoint. */
  | { readonly kind: 'code'; readonly grant: 'authorization_code' | 'hybrid_auth_code' }
  /** The tokens come back themselves, behind `#` (RFC 6749 §4.2). */
  | { readonly kind: 'tokens'; readonly grant: 'implicit' | 'hybrid_token' }

const flows: Readonly<Record<LoginFlowName, LoginFlow>> = {
  'web-server': { kind: 'code', grant: 'authorization_code' },
  hybrid: { kind: 'code', grant: 'hybrid_auth_code' },
  'user-agent': { kind: 'tokens', grant: 'implicit' },
  'hybrid-user-agent': { kind: 'tokens', grant: 'hybrid_token' },
}

/** The flow of that name. */
export function loginFlow(name: LoginFlowName): LoginFlow {
  return flows[name]
}

/**
 * The `response_type` of a flow (salesforce-oauth.md sections 2.1, 13 and 14).
 *
 * @param scopes An id_token beside an implicit token has to be asked for; it is when `openid` is.
 */
export function responseType({ grant }: LoginFlow, scopes: readonly string[]): string {
  switch (grant) {
    case 'authorization_code':
    case 'hybrid_auth_code':
      return 'code'
    case 'implicit':
      return scopes.includes('openid') ? 'token id_token' : 'token'
    case 'hybrid_token':
      return 'hybrid_token'
  }
}
