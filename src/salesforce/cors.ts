import type { CorsExpectation } from '../kernel/server-views.js'

/** What a host of Salesforce is to web pages. */
export type HostRole = 'pool' | 'my_domain' | 'site'

/** An endpoint as web pages would call it, and what Salesforce promises for it. */
export interface CorsRow {
  readonly path: string
  readonly method: 'GET' | 'POST'
  /** Headers that a page would send and a browser asks about; none: a simple request. */
  readonly headers: readonly string[]
  readonly expected: Exclude<CorsExpectation, 'wrong_host'>
  /** Whether only an Experience Cloud site has it. */
  readonly siteOnly: boolean
}

const oauth = '/services/oauth2'
const headless = '/services/auth/headless'
const asClient = ['authorization', 'content-type']

/**
 * Every endpoint of salesforce-oauth.md §20, in its order. The exact preflight of a page is not told
 * there; these are the headers that its flows send.
 */
export const corsRows: readonly CorsRow[] = [
  simple('/.well-known/openid-configuration'),
  simple('/.well-known/auth-configuration'),
  // The help names this path; the metadata names /id/keys, of which the help says nothing.
  simple(`${oauth}/id/keys`),
  row('GET', `${oauth}/userinfo`, ['authorization'], 'allow_list'),
  row('POST', `${oauth}/token`, asClient, 'setting'),
  row('POST', `${oauth}/revoke`, asClient, 'setting'),
  row('POST', `${oauth}/introspect`, asClient, 'setting'),
  row('POST', `${oauth}/authorize`, [...asClient, 'auth-request-type'], 'setting'),
  row('GET', `${oauth}/pkce/generator`, ['content-type'], 'setting'),
  { ...row('POST', `${headless}/init/registration`, asClient, 'setting'), siteOnly: true },
  { ...row('POST', `${headless}/init/passwordless/login`, asClient, 'setting'), siteOnly: true },
  { ...row('POST', `${headless}/forgot_password`, asClient, 'setting'), siteOnly: true },
  { ...row('GET', `${oauth}/echo`, ['content-type'], 'allow_list'), siteOnly: true },
  row('POST', `${oauth}/register`, asClient, 'never'),
]

function simple(path: string): CorsRow {
  return row('GET', path, [], 'allowed')
}

function row(
  method: CorsRow['method'],
  path: string,
  headers: readonly string[],
  expected: CorsRow['expected'],
): CorsRow {
  return { path, method, headers, expected, siteOnly: false }
}

/**
 * Tells what a host is by its name.
 *
 * @returns `undefined` where the name does not tell: a custom domain, or loopback.
 * @see salesforce-oauth.md §1
 */
export function hostRole({ hostname }: URL): HostRole | undefined {
  if (hostname === 'login.salesforce.com' || hostname === 'test.salesforce.com') return 'pool'
  if (hostname.endsWith('.my.salesforce.com')) return 'my_domain'
  return hostname.endsWith('.my.site.com') ? 'site' : undefined
}

/** What an endpoint promises on a host: CORS is for orgs, and the headless endpoints are for sites. */
export function expectationOf({ expected, siteOnly }: CorsRow, role: HostRole): CorsExpectation {
  if (expected === 'never') return expected
  return role === 'pool' || (siteOnly && role !== 'site') ? 'wrong_host' : expected
}
