import { AuthError } from '../kernel/errors.js'
import { isLoopback } from '../oauth/loopback-host.js'

/** Where Salesforce serves orgs, sites and APIs. Compared by label, anchored at the end (threat row T4). */
const suffixes = ['salesforce.com', 'force.com', 'site.com']

/** Whether a host is one of Salesforce's by its suffix. */
export function isSalesforceHost(hostname: string): boolean {
  return suffixes.some((suffix) => hostname === suffix || hostname.endsWith(`.${suffix}`))
}

/**
 * Checks a URL of a server's answer before anything is sent to it: https under Salesforce's suffixes or
 * the host that was called; for a loopback host loopback, any port.
 *
 * @param member The answer's member, for the error.
 * @param called The server that was called.
 * @returns The URL parsed.
 * @throws {AuthError} `untrusted_host` naming the member and the host (threat rows T4, T27).
 */
export function trustedUrl(member: string, value: string, called: URL): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url !== undefined && isTrusted(url, called)) return url
  throw new AuthError(
    'untrusted_host',
    `"${member}" points to ${url === undefined ? 'no URL' : url.host}, which is not a host of ${called.host}`,
    {
      hint: 'do not use this server; if it is your own domain, log in at the My Domain host instead',
    },
  )
}

function isTrusted(url: URL, called: URL): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (isLoopback(called)) return isLoopback(url) && /^https?:$/.test(url.protocol)
  if (url.protocol !== 'https:' || url.hostname.endsWith('.')) return false
  return url.host === called.host || (isSalesforceHost(url.hostname) && url.port === '')
}
