import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import { own, type JsonObject } from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import type { Provider } from '../oauth/provider.js'
import { unverifiedClaims } from '../oauth/jwt-claims.js'
import { loginCommand } from './login-command.js'

/**
 * Refuses tokens of somebody else, who is named by the answer at Salesforce and by the id_token elsewhere;
 * they never replace these (OpenID Connect Core §12.2, threat row T58). The signature is checked later.
 *
 * @throws {AuthError} `request_refused`
 */
export function checkOwner(credential: Credential, provider: Provider, body: JsonObject): void {
  const idToken = own(body, 'id_token')
  const claims = typeof idToken === 'string' ? unverifiedClaims(new Secret(idToken)) : undefined
  const named = provider.identityOf(body, claims)
  const { identity, server } = credential
  const differs = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b
  const another =
    server.kind === 'openid'
      ? differs(named.subject, identity.subject)
      : differs(named.userId, identity.userId) || differs(named.orgId, identity.orgId)
  if (!another) return
  throw new AuthError('request_refused', 'the server refreshed the token of another user', {
    hint: `log in again: ${loginCommand(credential)}`,
  })
}
