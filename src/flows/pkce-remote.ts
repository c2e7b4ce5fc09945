import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import {
  pkceGeneratorRequest,
  processPkceGenerator,
  type PkcePair,
} from '../salesforce/pkce-generator.js'

const pools = ['login.salesforce.com', 'test.salesforce.com']

/**
 * Has an org make a verifier and its challenge, and checks them.
 *
 * @param url Of the org's My Domain or a site: login and test have no generator.
 * @throws {AuthError} `usage` for login and test, before any request; what the answer is refused with.
 * @see salesforce-oauth.md §10
 */
export async function remotePkce(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<PkcePair> {
  const { hostname } = new URL(url)
  if (pools.includes(hostname)) {
    throw new AuthError('usage', `${hostname} has no PKCE generator`, {
      hint: "name the org's own host: oauthctl pkce --remote MY-DOMAIN; or make the pair here: oauthctl pkce",
    })
  }
  return processPkceGenerator(await fetch(pkceGeneratorRequest(url), signal))
}
