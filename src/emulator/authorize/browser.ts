import { serialize } from 'hono/utils/cookie'
import type { BrowserSession } from '../browser-session.js'
import type { Call } from '../call.js'
import { belongsAt, type OrgState } from '../org-state.js'
import type { Role } from '../role.js'
import { sessionCookie } from '../session-cookie.js'
import { sessionToken } from '../session-token.js'
import type { User } from '../user.js'

/** A browser and the way to answer it. */
export interface Browser {
  readonly session: BrowserSession
  /** Adds the cookie that names the session, as it is by then. */
  readonly answer: (response: Response | Promise<Response>) => Promise<Response>
}

/** Finds the session a browser's cookie names, or begins one. */
export function openBrowser(org: OrgState, call: Call): Browser {
  const name = sessionCookie(call.role)
  const session = findSession(org, call) ?? org.browsers.open(call.role)
  return {
    session,
    answer: async (response) => {
      const answer = await response
      answer.headers.append(
        'set-cookie',
        serialize(name, session.id, {
          path: '/',
          httpOnly: true,
          sameSite: 'Lax',
          secure: call.origin.startsWith('https:'),
        }),
      )
      return answer
    },
  }
}

/** The session a browser's cookie names, if there is one. */
export function findSession(
  org: OrgState,
  call: Call,
  role: Role = call.role,
): BrowserSession | undefined {
  return org.browsers.find(role, call.cookies[sessionCookie(role)])
}

/** Who is logged in with this browser, by a session or by the session id that a hybrid app put in. */
export function loggedInUser(org: OrgState, call: Call): User | undefined {
  const session = findSession(org, call)
  if (session !== undefined) return session.user
  const user = sessionToken(org, call.cookies[sessionCookie(call.role)])?.family.user
  return user !== undefined && belongsAt(user, call.role) ? user : undefined
}
