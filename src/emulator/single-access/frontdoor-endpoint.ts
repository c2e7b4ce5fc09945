import { redirect } from '../answers.js'
import { openBrowser } from '../authorize/browser.js'
import { refusedPage } from '../authorize/waiting-request.js'
import { type Call, parameter } from '../call.js'
import type { AccessToken } from '../grant-family.js'
import { belongsAt, type OrgState } from '../org-state.js'
import { isOwnPath } from '../own-path.js'
import { sessionToken } from '../session-token.js'
import type { User } from '../user.js'

/** Who comes in, where to, and with which token if the session is to end with it. */
interface Arrival {
  readonly user: User
  readonly path: string
  readonly parent: AccessToken | undefined
}

/**
 * Answers `/secur/frontdoor.jsp`: logs the browser in by a single-use `otp`, or as long ago by an
 * access token as `sid`, and goes on to a page.
 *
 * @see salesforce-oauth.md section 13.1
 */
export function frontdoorEndpoint(org: OrgState, call: Call): Response | Promise<Response> {
  const otp = parameter(call, 'otp')
  const arrival = otp === undefined ? bySession(org, call) : byOtp(org, otp)
  if (arrival === undefined || !mayEnter(arrival.user, call)) {
    return refusedPage(org, 403, otp === undefined ? deadSession : deadLink)
  }
  const browser = openBrowser(org, call)
  org.browsers.logIn(browser.session, arrival.user, arrival.parent)
  return browser.answer(redirect(arrival.path))
}

function mayEnter(user: User, call: Call): boolean {
  return user.active && !user.apiOnly && belongsAt(user, call.role)
}

const deadLink =
  'This link was used before or has expired. It opens one page, once, within a minute.'
const deadSession = 'This session does not exist, has ended, or may not be used in a browser.'

function byOtp(org: OrgState, otp: string): Arrival | undefined {
  const entry = org.frontdoorOtps.take(otp)
  return entry === undefined ? undefined : { ...entry, parent: undefined }
}

/** The old way bridges the session of the token, so that the two end together. */
function bySession(org: OrgState, call: Call): Arrival | undefined {
  const token = sessionToken(org, parameter(call, 'sid'))
  const path = parameter(call, 'retURL') ?? '/'
  if (token === undefined) return undefined
  return { user: token.family.user, path: isOwnPath(path) ? path : '/', parent: token }
}
