import { html } from '../answers.js'
import type { App } from '../app.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { pageCsp } from '../pages/layout.js'
import { loggedOutPage } from '../pages/logged-out.js'
import type { Role } from '../role.js'
import { findSession } from './browser.js'
import { loginPath } from './paths.js'

/** Where an app sends the browser to log out (OpenID Connect RP-Initiated Logout 1.0 §2). */
export const singleLogoutPath = '/services/auth/idp/oidc/logout'

/**
 * Ends the session of a browser, then lets the page call every app that the session was used for.
 * Parameters mean nothing: the person stays here, and the apps are called without `iss` and `sid`.
 *
 * @see salesforce-oauth.md section 19, OpenID Connect Front-Channel Logout 1.0
 */
export function singleLogoutEndpoint(org: OrgState, call: Call): Response {
  const apps = sessionRoles(call).flatMap((role) => endSession(org, call, role))
  const called = [...new Set(apps)].flatMap(({ name, singleLogoutUrl }) =>
    singleLogoutUrl === undefined ? [] : [{ name, url: singleLogoutUrl }],
  )
  const answer = html(loggedOutPage({ org: org.name, called, loginUrl: loginPath }))
  if (called.length > 0) {
    const frames = called.map(({ url }) => cspSource(url)).join(' ')
    answer.headers.set('content-security-policy', `${pageCsp}; frame-src ${frames}`)
  }
  return answer
}

/** Who logs in at a login host logs in to My Domain. */
function sessionRoles(call: Call): readonly Role[] {
  return call.role === 'my_domain' ? ['my_domain', 'login', 'sandbox'] : [call.role]
}

function endSession(org: OrgState, call: Call, role: Role): readonly App[] {
  const session = findSession(org, call, role)
  if (session === undefined) return []
  const apps = [...session.apps]
  org.browsers.logOut(session)
  return apps
}

/** A source names a URL without its query; what would end it is percent-encoded. */
function cspSource(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname.replace(/[;,]/g, (character) => `%${character === ';' ? '3B' : '2C'}`)
}
