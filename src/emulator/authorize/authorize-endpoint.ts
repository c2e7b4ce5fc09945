import { html } from '../answers.js'
import type { Call } from '../call.js'
import { headlessAuthorize, isHeadless } from '../headless/headless-authorize.js'
import { belongsAt, mayUse, type OrgState } from '../org-state.js'
import { errorPage } from '../pages/error.js'
import { judgeRequest, type AuthorizeRequest, type JudgedRequest } from './authorize-request.js'
import { allow, denied, isApproved } from './decide.js'
import { openBrowser } from './browser.js'
import { showConsent } from './consent.js'
import { answerError } from './error-answer.js'
import { ssoJump } from './sso.js'

/**
 * Answers `/services/oauth2/authorize`: judges the request, then logs in, asks, or goes straight back.
 *
 * @see salesforce-oauth.md section 2
 */
export function authorizeEndpoint(org: OrgState, call: Call): Response | Promise<Response> {
  if (isHeadless(call)) return headlessAuthorize(org, call)
  const judged = judgeRequest(org, call)
  if (judged.kind !== 'accepted') return refuse(judged)
  const { request } = judged
  if (org.autoApprove) {
    return request.ssoProvider === undefined
      ? approveForFirstUser(org, call, request)
      : ssoJump(call, request.ssoProvider)
  }
  if (withoutPages(request)) return answerWithoutPages(org, call, request)
  const browser = openBrowser(org, call)
  const waiting = org.browsers.wait(browser.session, request)
  return browser.answer(showConsent(org, call, browser.session, waiting))
}

/** Shows what went wrong, or tells the app. */
function refuse(judged: Exclude<JudgedRequest, { readonly kind: 'accepted' }>): Response {
  const { error, description } = judged
  return judged.kind === 'page'
    ? html(errorPage({ error, description }), 400)
    : answerError(judged.to, error, description)
}

function approveForFirstUser(
  org: OrgState,
  call: Call,
  request: AuthorizeRequest,
): Response | Promise<Response> {
  const user = org.users.find((person) => person.active && belongsAt(person, call.role))
  if (user?.apiOnly === true) return denied(request, 'api_only')
  if (user === undefined || !mayUse(request.app, user)) return denied(request, 'app')
  return allow(org, call, { request, user, authTimeMs: org.clock.nowMs() })
}

function withoutPages(request: AuthorizeRequest): boolean {
  return request.immediate || request.prompt.includes('none')
}

/** Somebody who is logged in and has allowed it before needs no page. */
function answerWithoutPages(
  org: OrgState,
  call: Call,
  request: AuthorizeRequest,
): Response | Promise<Response> {
  const { session } = openBrowser(org, call)
  const { user, authTimeMs } = session
  if (user !== undefined && mayUse(request.app, user) && isApproved(org, request, user)) {
    session.apps.add(request.app)
    return allow(org, call, { request, user, authTimeMs })
  }
  if (request.immediate) return denied(request, 'immediate')
  // Salesforce documents no `prompt=none`; these are the answers of OpenID Connect Core §3.1.2.6.
  return denied(request, user === undefined ? 'login' : 'consent')
}
