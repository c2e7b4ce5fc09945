import type { Role } from './role.js'

/** What a web page needs to read an answer. `never` is for hosts that support no CORS there. */
type CorsRule = 'any_origin' | 'listed_origin' | 'listed_origin_and_switch' | 'never'

/** A path, which covers what is below it when it ends in `/*`; who opens it; and to whom. */
type CorsRow = readonly [path: string, hosts: readonly Role[], rule: CorsRule]

const orgHosts: readonly Role[] = ['my_domain', 'site']
const siteOnly: readonly Role[] = ['site']

/**
 * The paths that support CORS. Not here, and so without it: `/services/oauth2/register`; identity URLs,
 * which judge a preflight like any call; `/id/keys`, since the help names only the other path of the keys.
 *
 * @see salesforce-oauth.md section 20, salesforce-oauth-2.md part B §7, salesforce-help 001
 */
const rows: readonly CorsRow[] = [
  ['/.well-known/openid-configuration', orgHosts, 'any_origin'],
  ['/.well-known/auth-configuration', orgHosts, 'any_origin'],
  ['/services/oauth2/id/keys', orgHosts, 'any_origin'],
  ['/services/oauth2/userinfo', orgHosts, 'listed_origin'],
  ['/services/data', orgHosts, 'listed_origin'],
  ['/services/data/*', orgHosts, 'listed_origin'],
  // "Supports CORS", says salesforce-help 003, and nothing of the switch.
  ['/services/oauth2/echo', siteOnly, 'listed_origin'],
  ['/services/oauth2/token', orgHosts, 'listed_origin_and_switch'],
  ['/services/oauth2/revoke', orgHosts, 'listed_origin_and_switch'],
  ['/services/oauth2/introspect', orgHosts, 'listed_origin_and_switch'],
  ['/services/oauth2/authorize', orgHosts, 'listed_origin_and_switch'],
  ['/services/oauth2/authorize/*', orgHosts, 'listed_origin_and_switch'],
  ['/services/oauth2/pkce/generator', orgHosts, 'listed_origin_and_switch'],
  ['/services/auth/headless/init/registration', siteOnly, 'listed_origin_and_switch'],
  ['/services/auth/headless/init/passwordless/login', siteOnly, 'listed_origin_and_switch'],
  ['/services/auth/headless/forgot_password', siteOnly, 'listed_origin_and_switch'],
]

/** Finds the rule of a path on a host. @returns `undefined` where OPTIONS is a method like any other. */
export function corsRule(role: Role, path: string): CorsRule | undefined {
  const row = rows.find(([pattern]) =>
    pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  )
  if (row === undefined) return undefined
  const [, hosts, rule] = row
  return hosts.includes(role) ? rule : 'never'
}
