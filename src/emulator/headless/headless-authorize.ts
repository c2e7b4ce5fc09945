import { answerInQuery } from '../authorize/redirect-answer.js'
import { type Call, parameter } from '../call.js'
import { oauthError } from '../oauth-error.js'
import { isPreauthorized, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { siteMembers } from '../site-members.js'
import type { User } from '../user.js'
import { headlessRequest, type HeadlessRequest } from './headless-request.js'
import { namedUser } from './named-user.js'
import { uvidInvalid } from './uvid.js'
import { verifiedUser } from './verified-user.js'
import { visitorOf, visitorToTakeAlong } from './visitor.js'

/** Whether an authorization request brings its proof along and wants no page. */
export function isHeadless(call: Call): boolean {
  return (
    call.role === 'site' &&
    call.method === 'POST' &&
    parameter(call, 'response_type') === 'code_credentials'
  )
}

/**
 * Answers a request of the Authorization Code and Credentials flow with a code. That the app hears of a
 * refusal at once, as JSON with 400, is how the guest flow was observed; of the others it is NOT FOUND.
 *
 * @see salesforce-oauth.md sections 12.1, 12.2 and 12.7
 */
export function headlessAuthorize(org: OrgState, call: Call): Response {
  try {
    const request = headlessRequest(org, call)
    const { user, uvid } = proven(org, call, request)
    return answered(org, call, request, user, uvid)
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return oauthError(cause.error, cause.description, 400)
  }
}

interface Proven {
  readonly user: User
  readonly uvid: string | undefined
}

/** The spelling of a type counts: `Guest-User` was seen refused with this text. */
function proven(org: OrgState, call: Call, request: HeadlessRequest): Proven {
  switch (call.headers.get('auth-request-type') ?? '') {
    case 'Named-User':
      return admitted(org, call, request, () => namedUser(org, call, request.app))
    case 'user-registration':
      return admitted(org, call, request, () => verifiedUser(org, call, 'registration'))
    case 'passwordless-login':
      return admitted(org, call, request, () => verifiedUser(org, call, 'passwordless_login'))
    case 'guest':
      return visitor(org, call, request)
    default:
      throw new Refusal('invalid_request', 'invalid headers')
  }
}

/** Nobody is asked here, so that users may authorize for themselves is not enough. */
function admitted(org: OrgState, call: Call, request: HeadlessRequest, prove: () => User): Proven {
  const uvid = visitorToTakeAlong(org, call)
  const user = prove()
  if (!isPreauthorized(request.app, user)) {
    throw new Refusal('invalid_app_access', 'user is not admin approved to access this app')
  }
  return { user, uvid }
}

function visitor(org: OrgState, call: Call, request: HeadlessRequest): Proven {
  if (!request.app.codeCredentials.guest) {
    // The text is known in part, the code is RFC 6749's for a client that may not.
    throw new Refusal('unauthorized_client', 'guest flow not enabled')
  }
  const uvid = visitorOf(org, call)
  if (uvid === undefined) throw uvidInvalid()
  // Required here; RFC 6749 §3.3 has this code where there is no default.
  if (parameter(call, 'scope') === undefined) {
    throw new Refusal('invalid_scope', 'the requested scope is invalid, unknown, or malformed')
  }
  return { user: org.guest, uvid }
}

function answered(
  org: OrgState,
  call: Call,
  { app, redirectUri, scope, state, codeChallenge, nonce }: HeadlessRequest,
  user: User,
  uvid: string | undefined,
): Response {
  const authTimeMs = org.clock.nowMs()
  const issued = { app, user, redirectUri, scope, codeChallenge, nonce, authTimeMs, uvid }
  return answerInQuery(redirectUri, {
    code: org.codes.issue(issued),
    ...siteMembers(org, call, user),
    state,
  })
}
