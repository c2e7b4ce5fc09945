import { html, redirect } from '../answers.js'
import type { BrowserSession, WaitingRequest } from '../browser-session.js'
import type { Call } from '../call.js'
import { belongsAt, findUser, type OrgState } from '../org-state.js'
import { loginPage } from '../pages/login.js'
import { fullName, type User } from '../user.js'
import { openBrowser } from './browser.js'
import { approvalUrl, loginPath } from './paths.js'
import { refusedPage, waitingRequest } from './waiting-request.js'

const wrongPassword =
  'Please check your username and password. If you still can’t log in, contact your administrator.'

/**
 * Shows the login page of a request.
 *
 * @param failed The user name of an attempt that failed.
 */
export function showLogin(
  org: OrgState,
  session: BrowserSession,
  waiting: WaitingRequest,
  failed?: string,
): Response {
  const { app, prompt, loginHint } = waiting.request
  const hint = session.user === undefined ? loginHint : undefined
  return html(
    loginPage({
      org: org.name,
      app: app.name,
      action: loginPath,
      hidden: { source: waiting.id, form_token: session.formToken },
      username: failed ?? hint ?? '',
      error: failed === undefined ? undefined : wrongPassword,
      accounts: prompt.includes('select_account') ? choices(session) : [],
    }),
  )
}

/** One account is no choice. @see salesforce-oauth.md section 2.1, `prompt` */
function choices(session: BrowserSession): readonly { username: string; name: string }[] {
  const known = [...session.known].map((user) => ({
    username: user.username,
    name: fullName(user),
  }))
  return known.length > 1 ? known : []
}

/** Takes what the login page posted. */
export function loginEndpoint(org: OrgState, call: Call): Promise<Response> {
  const browser = openBrowser(org, call)
  return browser.answer(logIn(org, call, browser.session))
}

function logIn(org: OrgState, call: Call, session: BrowserSession): Response {
  const waiting = waitingRequest(org, call, session)
  if (waiting instanceof Response) return waiting
  if (call.method !== 'POST') return showLogin(org, session, waiting)
  const user = call.form.has('account') ? chosen(call, session) : proven(org, call)
  if (user === undefined) return showLogin(org, session, waiting, call.form.get('username') ?? '')
  if (!user.active) {
    return refusedPage(org, 403, 'Your access to this org was disabled by your administrator.')
  }
  org.browsers.logIn(session, user)
  waiting.freshLogin = true
  return redirect(approvalUrl(waiting))
}

/** Somebody who knows the password and belongs to this host. */
function proven(org: OrgState, call: Call): User | undefined {
  const user = findUser(org, call.form.get('username') ?? '')
  if (user?.password !== call.form.get('password')) return undefined
  return belongsAt(user, call.role) ? user : undefined
}

/** An account that has logged in with this browser before. */
function chosen(call: Call, session: BrowserSession): User | undefined {
  return [...session.known].find((user) => user.username === call.form.get('account'))
}
