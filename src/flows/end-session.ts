import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import type { Provider } from '../oauth/provider.js'
import { discoverServer } from './discover-server.js'

/**
 * Finds the page that ends the person's session in the browser. The login hosts of Salesforce have none, but the
 * org's own host has (salesforce-oauth.md section 19). No token is put into the URL: `client_id` is all that other
 * servers are told (OpenID Connect RP-Initiated Logout 1.0 §2).
 *
 * @throws {AuthError} `unsupported_by_server` where there is no such page; what discovery throws.
 */
export async function endSessionUrl(
  { server, tokens, client }: Credential,
  provider: Provider,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<string> {
  const { endSession } = server.endpoints
  if (server.kind === 'openid') {
    if (endSession === undefined) throw noLogoutPage(server.url)
    const url = new URL(endSession)
    url.searchParams.set('client_id', client.id)
    return url.href
  }
  if (endSession !== undefined) return endSession
  if (tokens.instanceUrl === undefined) throw noLogoutPage(server.url)
  const target = { kind: server.kind, url: tokens.instanceUrl }
  const org = await discoverServer(target, provider, ports, signal)
  const found = org.server.endpoints.endSession
  if (found === undefined) throw noLogoutPage(tokens.instanceUrl)
  return found
}

function noLogoutPage(url: string): AuthError {
  return new AuthError('unsupported_by_server', `${new URL(url).host} has no logout page`, {
    hint: 'log out without --browser, and in the browser by hand; at Salesforce the My Domain and sites have the page, login.salesforce.com has not',
  })
}
