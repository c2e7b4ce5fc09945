/** The part a host plays. Each has a port of its own. */
export type Role = 'my_domain' | 'login' | 'sandbox' | 'site'

/** All roles in the order of their ports: N, N+1, N+2, N+3. */
export const roles: readonly Role[] = ['my_domain', 'login', 'sandbox', 'site']

/** A port per role. */
export type Ports = Readonly<Record<Role, number>>

/** An origin per role, without a trailing slash. */
export type Hosts = Readonly<Record<Role, string>>

/** The host names under which a loopback port is called, as they stand in a URL. */
export const hostNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Names all four origins under one host name, so that an answer names the host that was called.
 *
 * @param hostName One of `hostNames`.
 */
export function hostsUnder(scheme: 'http' | 'https', hostName: string, ports: Ports): Hosts {
  const origin = (role: Role): string => `${scheme}://${hostName}:${ports[role]}`
  return {
    my_domain: origin('my_domain'),
    login: origin('login'),
    sandbox: origin('sandbox'),
    site: origin('site'),
  }
}

/**
 * The origin in identity URLs: the login host, or the test host for what was asked of the test host.
 *
 * @see salesforce-oauth.md section 3.1, member `id`
 */
export function identityOrigin(role: Role, hosts: Hosts): string {
  return role === 'sandbox' ? hosts.sandbox : hosts.login
}
