import { html } from './answers.js'
import { loggedInUser } from './authorize/browser.js'
import type { Call } from './call.js'
import { allUsers, type OrgState } from './org-state.js'
import { homePage } from './pages/home.js'
import { fullName } from './user.js'

/** Answers `GET /` of each host with what there is to know about the org. */
export function homeEndpoint(org: OrgState, call: Call): Response {
  const user = loggedInUser(org, call)
  return html(
    homePage({
      role: call.role,
      origin: call.origin,
      hosts: call.hosts,
      apps: org.apps.map(({ name, clientId }) => ({ name, clientId })),
      user: user === undefined ? undefined : { username: user.username, name: fullName(user) },
      users: allUsers(org).map(({ username }) => ({ username })),
    }),
  )
}
