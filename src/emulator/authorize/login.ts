import { html, redirect } from '../answers.js'
import type { BrowserSession, WaitingRequest } from '../browser-session.js'
import { type Call, parameter } from '../call.js'
import { belongsAt, findUser, type OrgState } from '../org-state.js'
import { loginPage } from '../pages/login.js'
import { fullName, type User } from '../user.js'
import { openBrowser } from './browser.js'
import { denied } from './decide.js'
import { approvalUrl, loginPath, ssoUrl } from './paths.js'
import { refusedPage, refuseForeignForm, waitingRequest } from './waiting-request.js'

const wrongPassword =
  'Please check your username and password. If you still can’t log in, contact your administrator.'

/** Lets a person prove who it is: where the request wants, and else on our login page. */
export function beginLogin(
  org: OrgState,
  session: BrowserSession,
  waiting: WaitingRequest,
): Response {
  const { request } = waiting
  if (request.kind === 'authorize' && request.ssoProvider !== undefined) {
    return redirect(ssoUrl(request.ssoProvider, { source: waiting.id }))
  }
  return showLogin(org, session, waiting)
}

/**
 * Shows the login page.
 *
 * @param waiting What somebody logs in for, `undefined` when no app asked.
 * @param failed The user name of an attempt that failed.
 */
function showLogin(
  org: OrgState,
  session: BrowserSession,
  waiting: WaitingRequest | undefined,
  failed?: string,
): Response {
  const request = waiting?.request
  const hint = session.user === undefined ? request?.loginHint : undefined
  const source = waiting === undefined ? {} : { source: waiting.id }
  return html(
    loginPage({
      org: org.name,
      app: request?.app.name,
      action: loginPath,
      hidden: { ...source, form_token: session.formToken },
      username: failed ?? hint ?? '',
      error: failed === undefined ? undefined : wrongPassword,
      accounts: request?.prompt.includes('select_account') === true ? choices(session) : [],
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

/** Shows the login page, and takes what it posted. */
export function loginEndpoint(org: OrgState, call: Call): Promise<Response> {
  const browser = openBrowser(org, call)
  return browser.answer(logIn(org, call, browser.session))
}

function logIn(org: OrgState, call: Call, session: BrowserSession): Response {
  const waiting =
    parameter(call, 'source') === undefined
      ? refuseForeignForm(org, call, session)
      : waitingRequest(org, call, session)
  if (waiting instanceof Response) return waiting
  if (call.method !== 'POST') return showLogin(org, session, waiting)
  const user = call.form.has('account') ? chosen(call, session) : proven(org, call)
  if (user === undefined) return showLogin(org, session, waiting, call.form.get('username') ?? '')
  return letIn(org, session, waiting, user)
}

/** Logs in who has proved it, and goes on to the request, or else to the home page. */
export function letIn(
  org: OrgState,
  session: BrowserSession,
  waiting: WaitingRequest | undefined,
  user: User,
): Response {
  if (!user.active) {
    return refusedPage(org, 403, 'Your access to this org was disabled by your administrator.')
  }
  if (user.apiOnly) return refuseApiOnly(org, waiting)
  org.browsers.logIn(session, user)
  if (waiting === undefined) return redirect('/')
  waiting.freshLogin = true
  return redirect(approvalUrl(waiting))
}

/** @see salesforce-oauth.md section 16.2, `OAUTH_APPROVAL_ERROR_GENERIC` */
function refuseApiOnly(org: OrgState, waiting: WaitingRequest | undefined): Response {
  return waiting?.request.kind === 'authorize'
    ? denied(waiting.request, 'api_only')
    : refusedPage(org, 403, 'Your user may use the API only.')
}

/** Somebody who knows the password and belongs to this host. */
function proven(org: OrgState, call: Call): User | undefined {
  const user = findUser(org, call.form.get('username') ?? '')
  if (user === undefined || org.passwords.of(user) !== call.form.get('password')) return undefined
  return belongsAt(user, call.role) ? user : undefined
}

/** An account that has logged in with this browser before. */
function chosen(call: Call, session: BrowserSession): User | undefined {
  return [...session.known].find((user) => user.username === call.form.get('account'))
}
