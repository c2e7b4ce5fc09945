import { redirect } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { openBrowser } from './browser.js'

/** Logs the person out and goes on to a page of the same host. */
export function logoutEndpoint(org: OrgState, call: Call): Promise<Response> {
  const browser = openBrowser(org, call)
  org.browsers.logOut(browser.session)
  const next = call.query.get('retURL') ?? '/'
  // A path of this host and nothing that a browser takes for another host.
  return browser.answer(redirect(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next) ? next : '/'))
}
