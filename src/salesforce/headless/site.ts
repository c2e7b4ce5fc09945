import { AuthError } from '../../kernel/errors.js'
import type { ServerTarget } from '../../kernel/profile.js'

/**
 * The base URL of an Experience Cloud site, the only kind of host that has the headless flows. A domain of the
 * customer's own may be a site, so only Salesforce's other hosts are refused.
 *
 * @returns Origin and path, no trailing slash.
 * @throws {AuthError} `usage` naming the host.
 * @see salesforce-oauth.md §12
 */
export function siteUrl(target: ServerTarget): string {
  const { host, hostname } = new URL(target.url)
  if (target.kind === 'salesforce' && !/(?:^|\.)salesforce\.com$/.test(hostname)) return target.url
  throw new AuthError(
    'usage',
    `${host} has no headless flows: they exist on Experience Cloud sites only`,
    {
      hint: 'name the site: its host, such as acme.my.site.com, or an https URL with its path',
    },
  )
}

/** Where the echo endpoint of a site is: what an app registers as its callback URL (salesforce-oauth.md §11). */
export function echoUrl(site: string): string {
  return `${site}/services/oauth2/echo`
}
