import type { Call } from '../call.js'
import { isPreauthorized, type OrgState } from '../org-state.js'
import type { User } from '../user.js'
import type { AuthorizeRequest } from './authorize-request.js'
import { approvalError, immediateUnsuccessful } from './authorize-fault.js'
import { answerError } from './error-answer.js'
import type { AllowedRequest } from './response-type.js'
import { responseTypes } from './response-types.js'

/**
 * Whether nobody has to be asked: an administrator has approved the app for its users, or the
 * person has allowed all of it before. Being pre-authorised alone does not skip the page where users
 * may authorise for themselves.
 *
 * @see salesforce-oauth.md section 2.2
 */
export function isApproved(org: OrgState, request: AuthorizeRequest, user: User): boolean {
  if (request.app.permittedUsers === 'admin_approved') return isPreauthorized(request.app, user)
  return org.consents.covers(user, request.app, request.scope)
}

/**
 * Whether an earlier yes of the person counts for nothing: so it is in the user-agent flow, unless an
 * administrator has answered for everybody.
 *
 * @see salesforce-oauth.md sections 2.2 and 14
 */
export function asksEveryTime({ app, responseType }: AuthorizeRequest): boolean {
  const flow = responseTypes.get(responseType)?.flow
  return flow === 'user_agent' && app.permittedUsers !== 'admin_approved'
}

/** Remembers the consent and gives the app what it asked for. */
export function allow(
  org: OrgState,
  call: Call,
  allowed: AllowedRequest,
): Response | Promise<Response> {
  const { request, user } = allowed
  org.consents.allow(user, request.app, request.scope)
  const type = responseTypes.get(request.responseType)
  if (type === undefined) throw new Error(`no answer for ${request.responseType}`)
  return type.answer(org, call, allowed)
}

const reasons = {
  person: ['access_denied', 'end-user denied authorization'],
  app: ['OAUTH_APP_ACCESS_DENIED', 'user is not admin approved to access this app'],
  api_only: approvalError,
  immediate: immediateUnsuccessful,
  login: ['login_required', 'login required'],
  consent: ['consent_required', 'consent required'],
} as const

/** Tells an app that it got nothing, and why. */
export function denied(request: AuthorizeRequest, reason: keyof typeof reasons): Response {
  const [error, description] = reasons[reason]
  return answerError(request, error, description)
}
