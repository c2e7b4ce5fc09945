import { isApproved, type Credential } from '../kernel/credential.js'
import type { Secret } from '../kernel/secret.js'
import { freshness, type EpochSeconds } from '../kernel/token-set.js'
import { loginCommand } from './login-command.js'
import { storedKind } from './stored-kind.js'

/** Why a server lets this client not ask about a token, and what would help. */
export function mayNotAskHint({ client, server, profile }: Credential): string {
  if (client.authMethod === 'none') {
    return `let a client with a secret or a key ask, since servers answer no public client: oauthctl login -p ${profile} --client-secret-file FILE`
  }
  return server.kind === 'salesforce'
    ? 'check the client secret (oauthctl profile set --client-secret-file FILE); an app sees its own tokens, and all of them only with "Introspect All Tokens" switched on in its OAuth settings'
    : 'check the client secret (oauthctl profile set --client-secret-file FILE), and whether the server lets this client introspect'
}

/**
 * What to do about an inactive token. The answer may only mean that this client may not know
 * (salesforce-oauth-2.md, section A).
 *
 * @param sessionTimeout Seconds a token without a stated lifetime is taken to live.
 */
export function inactiveHint(
  credential: Credential,
  token: Secret,
  sessionTimeout: number,
  now: EpochSeconds,
): string {
  const { server, client, tokens, condition, profile } = credential
  const own = storedKind(credential, token)
  if (own === undefined) {
    return server.kind === 'salesforce'
      ? 'ask as the app that got the token (-p PROFILE): an app sees the tokens of others only with "Introspect All Tokens" switched on in its OAuth settings'
      : 'ask as the client that got the token (-p PROFILE), if it was another one'
  }
  const believedLive =
    condition.kind === 'live' &&
    (own === 'refresh_token' || freshness(tokens, 0, sessionTimeout, now) === 'fresh')
  if (!believedLive) {
    return condition.kind === 'dead' && isApproved(credential)
      ? `log in again: ${loginCommand(credential)}`
      : `get another token: oauthctl refresh -p ${profile}`
  }
  const known =
    client.authMethod === 'none'
      ? 'a server may say so to a public client of every token'
      : server.kind === 'salesforce'
        ? 'Salesforce says so of a live token too, when the app that asks is not its owner and "Introspect All Tokens" is off'
        : 'a server may say so of a live token that this client may not see'
  return `check whether it works: oauthctl status --check -p ${profile} (${known}); if not: oauthctl refresh -p ${profile}`
}
