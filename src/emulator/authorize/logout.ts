import { redirect } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { isOwnPath } from '../own-path.js'
import { openBrowser } from './browser.js'

/** Logs the person out and goes on to a page of the same host. */
export function logoutEndpoint(org: OrgState, call: Call): Promise<Response> {
  const browser = openBrowser(org, call)
  org.browsers.logOut(browser.session)
  const next = call.query.get('retURL') ?? '/'
  return browser.answer(redirect(isOwnPath(next) ? next : '/'))
}
