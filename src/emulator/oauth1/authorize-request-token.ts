import { html, redirect } from '../answers.js'
import { openBrowser } from '../authorize/browser.js'
import { approvalUrl } from '../authorize/paths.js'
import { refusedPage } from '../authorize/waiting-request.js'
import type { Call } from '../call.js'
import { belongsAt, mayUse, type OrgState } from '../org-state.js'
import { errorPage } from '../pages/error.js'
import { allowRequestToken, refuseForRequestToken } from './decide-request-token.js'
import { Oauth1Fault } from './oauth1-fault.js'
import { requestTokenRequest } from './request-token-request.js'
import type { RequestToken } from './request-tokens.js'
import { findConsumer } from './signed-request.js'

/** Whether the approval page is asked about a request token. Sites have no OAuth 1.0.A. */
export function namesRequestToken({ role, method, query }: Call): boolean {
  if (role === 'site' || method === 'POST') return false
  return query.has('oauth_token') || query.has('oauth_consumer_key')
}

/**
 * Asks a person about a request token, each time anew: every token is an approval of its own. A
 * callback in the URL is ignored.
 *
 * @see salesforce-oauth.md section 15, RFC 5849 §2.2
 */
export function authorizeRequestToken(org: OrgState, call: Call): Response | Promise<Response> {
  try {
    const token = waitingToken(org, call)
    if (org.autoApprove) return approveForFirstUser(org, call, token)
    const browser = openBrowser(org, call)
    const waiting = org.browsers.wait(browser.session, requestTokenRequest(token))
    return browser.answer(redirect(approvalUrl(waiting)))
  } catch (cause) {
    if (!(cause instanceof Oauth1Fault)) throw cause
    return html(errorPage({ error: String(cause.code), description: cause.description }), 400)
  }
}

function waitingToken(org: OrgState, { query }: Call): RequestToken {
  const app = findConsumer(org, query.get('oauth_consumer_key'))
  const text = query.get('oauth_token') ?? ''
  if (text === '') throw new Oauth1Fault(1707)
  const token = org.requestTokens.find(text)
  if (token?.app !== app || !org.requestTokens.isWaiting(token)) throw new Oauth1Fault(1715)
  return token
}

function approveForFirstUser(org: OrgState, call: Call, token: RequestToken): Response {
  const user = org.users.find((person) => person.active && belongsAt(person, call.role))
  if (user === undefined) return refusedPage(org, 403, 'Nobody can log in here.')
  if (user.apiOnly) return refusedPage(org, 403, 'Your user may use the API only.')
  if (!mayUse(token.app, user)) return refuseForRequestToken(org, token)
  return allowRequestToken(org, token, user, org.clock.nowMs())
}
