import type { GrantFamily } from '../grant-family.js'
import { tokenText, type TokenCredentials } from './token-credentials.js'

/** An access token of OAuth 1.0.A. It opens nothing itself: it is exchanged for session ids, until the approval ends. */
export interface Oauth1Token extends TokenCredentials {
  readonly family: GrantFamily
}

/** The access tokens of OAuth 1.0.A of an org. */
export interface Oauth1Tokens {
  readonly issue: (family: GrantFamily) => Oauth1Token
  /** Finds a token whose approval has not ended. */
  readonly find: (text: string) => Oauth1Token | undefined
  readonly clear: () => void
}

/** No token yet. */
export function oauth1Tokens(): Oauth1Tokens {
  const tokens = new Map<string, Oauth1Token>()
  return {
    issue: (family) => {
      const token = { app: family.app, text: tokenText(), secret: tokenText(), family }
      tokens.set(token.text, token)
      return token
    },
    find: (text) => {
      const token = tokens.get(text)
      return token?.family.revoked === false ? token : undefined
    },
    clear: () => tokens.clear(),
  }
}
