import type { WaitingRequest } from '../browser-session.js'

/** Where the login page posts. */
export const loginPath = '/login'

/** Salesforce's own path, for test scripts that look for it. @see salesforce-oauth-2.md section 2.2 */
export const approvalPath = '/setup/secur/RemoteAccessAuthorizationPage.apexp'

/** Where a person decides about a request. */
export function approvalUrl(waiting: WaitingRequest): string {
  return `${approvalPath}?source=${encodeURIComponent(waiting.id)}`
}

/** Where a person logs out, to come back to a request as somebody else. */
export function logoutUrl(waiting: WaitingRequest): string {
  return `/secur/logout.jsp?retURL=${encodeURIComponent(approvalUrl(waiting))}`
}

/** Where the page is that plays the identity provider `:provider`. */
export const ssoPath = '/services/auth/sso/:provider'

/** Sends a person to an identity provider, with what leads back to the request. */
export function ssoUrl(
  provider: string,
  parameters: Readonly<Record<string, string>> | URLSearchParams,
): string {
  const query = new URLSearchParams(parameters).toString()
  return `${ssoPath.replace(':provider', encodeURIComponent(provider))}?${query}`
}
