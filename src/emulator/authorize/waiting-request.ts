import { html } from '../answers.js'
import type { BrowserSession, WaitingRequest } from '../browser-session.js'
import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { deniedPage } from '../pages/denied.js'

/**
 * Finds the request a page was about. A form has to carry the token of the browser's session, so that
 * another site cannot post it.
 *
 * @returns A page that says no, when there is no such request or the form is somebody else's.
 */
export function waitingRequest(
  org: OrgState,
  call: Call,
  session: BrowserSession,
): WaitingRequest | Response {
  const foreign = refuseForeignForm(org, call, session)
  if (foreign !== undefined) return foreign
  const waiting = session.waiting.get(parameter(call, 'source') ?? '')
  return waiting ?? refusedPage(org, 400, 'This request is over. Start again in the app.')
}

/** Turns away a form that another site has made up (CSRF), or that an older session was shown. */
export function refuseForeignForm(
  org: OrgState,
  call: Call,
  session: BrowserSession,
): Response | undefined {
  if (call.method !== 'POST' || call.form.get('form_token') === session.formToken) return undefined
  return refusedPage(org, 403, 'This form did not come from this page in this browser.')
}

/** Tells a person that it is not possible, where there is no app to go back to. */
export function refusedPage(org: OrgState, status: number, message: string): Response {
  return html(
    deniedPage({ org: org.name, app: undefined, title: 'Access denied', message }),
    status,
  )
}
