import { html, redirect } from '../answers.js'
import type { BrowserSession } from '../browser-session.js'
import type { Call } from '../call.js'
import { allUsers, belongsAt, type OrgState } from '../org-state.js'
import { ssoPage } from '../pages/sso.js'
import { fullName, type User } from '../user.js'
import { openBrowser } from './browser.js'
import { letIn } from './login.js'
import { ssoUrl } from './paths.js'
import { waitingRequest } from './waiting-request.js'

const parameterName = 'sso_provider'

/**
 * Sends the browser to the identity provider of an org that answers by itself. The request travels in
 * the URL, so that who follows the redirects needs no cookies.
 */
export function ssoJump(call: Call, provider: string): Response {
  return redirect(ssoUrl(provider, new URLSearchParams([...call.query, ...call.form])))
}

/** Plays the identity provider: asks who it is, and comes back as that person. */
export function ssoEndpoint(org: OrgState, call: Call): Response | Promise<Response> {
  if (org.autoApprove) return jumpBack(call)
  const browser = openBrowser(org, call)
  return browser.answer(signIn(org, call, browser.session))
}

function jumpBack(call: Call): Response {
  const query = new URLSearchParams(call.query)
  query.delete(parameterName)
  return redirect(`/services/oauth2/authorize?${query.toString()}`)
}

function signIn(org: OrgState, call: Call, session: BrowserSession): Response {
  const waiting = waitingRequest(org, call, session)
  if (waiting instanceof Response) return waiting
  const { request } = waiting
  const users = allUsers(org).filter((user) => user.active && belongsAt(user, call.role))
  const user = users.find(({ username }) => username === call.form.get('account'))
  if (call.method === 'POST' && user !== undefined) return letIn(org, session, waiting, user)
  const provider = request.kind === 'authorize' ? request.ssoProvider : undefined
  return html(
    ssoPage({
      provider: provider ?? '',
      org: org.name,
      action: call.path,
      hidden: { source: waiting.id, form_token: session.formToken },
      users: users.map(listed),
    }),
  )
}

function listed(user: User): { readonly username: string; readonly name: string } {
  return { username: user.username, name: fullName(user) }
}
