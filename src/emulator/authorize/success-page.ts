import { html } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { successPage } from '../pages/success.js'
import type { Hosts } from '../role.js'

/** The landing page that apps without a page of their own register. @see salesforce-oauth.md section 2.4 */
export const successPath = '/services/oauth2/success'

/** Shows that the app may go on. What it got stands in the address bar and never on the page. */
export function successEndpoint(org: OrgState, call: Call): Response {
  return html(successPage({ org: org.name, refused: call.query.has('error') }))
}

/** Whether a redirect URI is the landing page of one of the hosts of this org. */
export function isSuccessPage(call: Call, redirectUri: string): boolean {
  return Object.values(call.hosts).some((origin) => redirectUri === origin + successPath)
}

/**
 * The landing page an app has registered by Salesforce's name for it, where this org's login or test
 * host stands for Salesforce's.
 *
 * @returns `undefined` for any other redirect URI.
 */
export function literalSuccessPage(hosts: Hosts, redirectUri: string): string | undefined {
  if (redirectUri === hosts.login + successPath) return `https://login.salesforce.com${successPath}`
  if (redirectUri === hosts.sandbox + successPath)
    return `https://test.salesforce.com${successPath}`
  return undefined
}
