import type { Credential } from '../kernel/credential.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'

/** Which of the credential's tokens it is, if any. */
export function storedKind({ tokens }: Credential, token: Secret): RevokedToken | undefined {
  if (token.expose() === tokens.accessToken.expose()) return 'access_token'
  return token.expose() === tokens.refreshToken?.expose() ? 'refresh_token' : undefined
}
