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
