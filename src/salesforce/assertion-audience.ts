import type { Server } from '../kernel/credential.js'

const production = 'https://login.salesforce.com'
const sandbox = 'https://test.salesforce.com'

/**
 * The `aud` of an assertion for an org (cli-contract 8.10): production's for login and My Domain, the
 * sandboxes' for test and sandbox hosts, a site's own URL, and its origin for any other host.
 *
 * Scratch orgs live in the sandbox pool (salesforce-oauth.md §1).
 *
 * @see salesforce-oauth.md §3.7
 */
export function assertionAudience(server: Server): string {
  const url = new URL(server.url)
  const { hostname } = url
  if (hostname === 'login.salesforce.com') return production
  if (hostname === 'test.salesforce.com') return sandbox
  if (/\.(?:sandbox|scratch)\.my\.salesforce\.com$/.test(hostname)) return sandbox
  if (hostname.endsWith('.my.salesforce.com')) {
    return hostname.split('.', 1)[0]?.includes('--') === true ? sandbox : production
  }
  return hostname.endsWith('.my.site.com') ? server.url : url.origin
}

/** Whether a host is the login pool of all orgs, where no grant of one org's own works. */
export function isLoginPool(server: Pick<Server, 'url'>): boolean {
  const { origin } = new URL(server.url)
  return origin === production || origin === sandbox
}
