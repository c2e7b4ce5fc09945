import { AuthError } from '../kernel/errors.js'
import { isLoopback } from '../oauth/loopback-host.js'

/**
 * Reads the way a person names an org: `login`, `test`, a bare My Domain name, a host or an https URL.
 *
 * @returns Origin and, for a site, its path; no trailing slash.
 * @throws {AuthError} `usage` naming the input and the host to use instead.
 * @see salesforce-oauth.md §1
 */
export function orgUrl(host: string): string {
  const word = host.trim()
  if (word !== 'localhost' && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(word)) {
    return bareName(word.toLowerCase())
  }
  return fromUrl(host, /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ? word : `https://${word}`)
}

/** `login` and `test` are the pools; `acme` is a production org, `acme--uat` its sandbox. */
function bareName(name: string): string {
  if (name === 'login' || name === 'test') return `https://${name}.salesforce.com`
  return name.includes('--')
    ? `https://${name}.sandbox.my.salesforce.com`
    : `https://${name}.my.salesforce.com`
}

function fromUrl(given: string, text: string): string {
  if (/[\s\\]/.test(text) || !URL.canParse(text)) throw badHost(given, 'it is not a host')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') throw badHost(given, 'it carries a user name')
  if (url.search !== '' || url.hash !== '') throw badHost(given, 'it carries a query or a fragment')
  if (url.hostname === '' || url.hostname.endsWith('.')) throw badHost(given, 'it is not a host')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw badHost(given, 'only https is accepted, and http on loopback')
  }
  const right = myDomainOf(url.hostname)
  if (right !== undefined) {
    throw new AuthError('usage', `${url.hostname} serves pages, not OAuth`, {
      hint: `use the My Domain host: ${right}`,
    })
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

/** The My Domain host that belongs to a host of the user interface (salesforce-oauth.md §1). */
function myDomainOf(hostname: string): string | undefined {
  const lightning = /^(.+)\.lightning\.force\.com$/.exec(hostname)?.[1]
  if (lightning !== undefined) return `${lightning}.my.salesforce.com`
  const setup = /^(.+?)(?:\.my)?\.salesforce-setup\.com$/.exec(hostname)?.[1]
  return setup === undefined ? undefined : `${setup}.my.salesforce.com`
}

function badHost(given: string, reason: string): AuthError {
  return new AuthError('usage', `${JSON.stringify(given)} does not name an org: ${reason}`, {
    hint: 'give login, test, a My Domain name (acme), a host or an https URL',
  })
}
