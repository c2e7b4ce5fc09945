import type { Fetch } from '../kernel/ports.js'
import type { AuthConfiguration } from '../kernel/server-views.js'
import {
  authConfigurationRequest,
  processAuthConfiguration,
  refusePool,
} from '../salesforce/auth-configuration.js'

/**
 * Reads how people may log in to an org or a site.
 *
 * @param url A Salesforce host.
 * @throws {AuthError} `usage` for login and test, before anything is asked; `bad_metadata`; what `fetch` throws.
 * @see salesforce-oauth.md §9.2
 */
export async function discoverAuth(
  url: URL,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<AuthConfiguration> {
  refusePool(url)
  return processAuthConfiguration(await ports.fetch(authConfigurationRequest(url), signal))
}
