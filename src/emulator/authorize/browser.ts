import { serialize } from 'hono/utils/cookie'
import type { BrowserSession } from '../browser-session.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'

/** A browser and the way to answer it. */
export interface Browser {
  readonly session: BrowserSession
  /** Adds the cookie that names the session, as it is by then. */
  readonly answer: (response: Response | Promise<Response>) => Promise<Response>
}

/** Finds the session a browser's cookie names, or begins one. */
export function openBrowser(org: OrgState, call: Call): Browser {
  const name = cookieName(call)
  const session = org.browsers.find(call.role, call.cookies[name]) ?? org.browsers.open(call.role)
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

/** Carries the role, since cookies do not know ports. */
function cookieName(call: Call): string {
  return `sid_${call.role}`
}
