import { html, plain } from './answers.js'
import { loggedInUser } from './authorize/browser.js'
import { refusedPage } from './authorize/waiting-request.js'
import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import { loggedInPage } from './pages/logged-in.js'
import { fullName } from './user.js'

/**
 * Stands for every page of the org that this emulator has not: says who is logged in and where. Only
 * Lightning exists for somebody who is not.
 */
export function loggedInEndpoint(org: OrgState, call: Call): Response {
  const user = call.method === 'GET' || call.method === 'HEAD' ? loggedInUser(org, call) : undefined
  if (user !== undefined) {
    return html(
      loggedInPage({
        org: org.name,
        path: call.path,
        user: { username: user.username, name: fullName(user) },
      }),
    )
  }
  return call.path.startsWith('/lightning/')
    ? refusedPage(org, 403, 'You are not logged in to this org.')
    : plain('Not found', 404)
}
