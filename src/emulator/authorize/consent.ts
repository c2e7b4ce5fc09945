import { html, plain } from '../answers.js'
import type { BrowserSession, WaitingRequest } from '../browser-session.js'
import type { Call } from '../call.js'
import { authorizeRequestToken, namesRequestToken } from '../oauth1/authorize-request-token.js'
import { mayUse, type OrgState } from '../org-state.js'
import { consentPage } from '../pages/consent.js'
import { scopeDescription } from '../scopes.js'
import { fullName, type User } from '../user.js'
import { asksForLogin } from './authorize-request.js'
import { openBrowser } from './browser.js'
import { beginLogin } from './login.js'
import { mustAsk, whenAllowed, whenDenied, whenNotAdmitted } from './outcome.js'
import { approvalPath, logoutUrl } from './paths.js'
import { waitingRequest } from './waiting-request.js'

/** Asks whoever is logged in, or answers the app at once where nobody has to be asked. */
export function showConsent(
  org: OrgState,
  call: Call,
  session: BrowserSession,
  waiting: WaitingRequest,
): Response | Promise<Response> {
  const { request } = waiting
  const user = loggedIn(session, waiting)
  if (user === undefined) return beginLogin(org, session, waiting)
  if (!mayUse(request.app, user)) return end(session, waiting, whenNotAdmitted(org, request))
  if (mustAsk(org, request, user)) {
    return html(pageFor(org, session, waiting, user))
  }
  return allowed(org, call, session, waiting, user)
}

/** Who may decide: somebody who is logged in, and anew if the request wants that. */
function loggedIn(session: BrowserSession, waiting: WaitingRequest): User | undefined {
  return asksForLogin(waiting.request) && !waiting.freshLogin ? undefined : session.user
}

function pageFor(
  org: OrgState,
  session: BrowserSession,
  waiting: WaitingRequest,
  user: User,
): string {
  const { request } = waiting
  const { app, scope } = request
  return consentPage({
    org: org.name,
    app: app.name,
    user: { username: user.username, name: fullName(user) },
    userCode: request.kind === 'device' ? request.device.userCode : undefined,
    scopes: scope.map((name) => ({ name, description: scopeDescription(name) })),
    action: approvalPath,
    hidden: { source: waiting.id, form_token: session.formToken },
    logoutUrl: logoutUrl(waiting),
  })
}

/** Shows the consent page, and takes what it posted. OAuth 1.0.A sends people here too, with a request token. */
export function consentEndpoint(org: OrgState, call: Call): Response | Promise<Response> {
  if (namesRequestToken(call)) return authorizeRequestToken(org, call)
  const browser = openBrowser(org, call)
  return browser.answer(decide(org, call, browser.session))
}

function decide(org: OrgState, call: Call, session: BrowserSession): Response | Promise<Response> {
  const waiting = waitingRequest(org, call, session)
  if (waiting instanceof Response) return waiting
  const { request } = waiting
  const user = loggedIn(session, waiting)
  if (call.method !== 'POST' || user === undefined) return showConsent(org, call, session, waiting)
  if (!mayUse(request.app, user)) return end(session, waiting, whenNotAdmitted(org, request))
  const decision = call.form.get('decision')
  if (decision === 'allow') return allowed(org, call, session, waiting, user)
  if (decision === 'deny') return end(session, waiting, whenDenied(org, request))
  return plain('decision is neither allow nor deny', 400)
}

function allowed(
  org: OrgState,
  call: Call,
  session: BrowserSession,
  waiting: WaitingRequest,
  user: User,
): Response | Promise<Response> {
  const { request } = waiting
  session.apps.add(request.app)
  return end(session, waiting, whenAllowed(org, call, request, user, session.authTimeMs))
}

/** A request is answered once. */
function end<T>(session: BrowserSession, waiting: WaitingRequest, response: T): T {
  session.waiting.delete(waiting.id)
  return response
}
