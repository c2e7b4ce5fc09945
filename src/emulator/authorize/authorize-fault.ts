import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { promptOf } from './prompt.js'
import type { Fault } from './response-type.js'
import { responseTypes } from './response-types.js'

/**
 * What is wrong with an authorization request, the first thing only, whatever its scope.
 *
 * @see salesforce-oauth.md sections 2.1, 2.5, 14 and 16
 */
export function authorizeFault(org: OrgState, app: App, call: Call): Fault | undefined {
  if (app.blocked) return ['OAUTH_APP_BLOCKED', 'this app is blocked by admin']
  return flowFault(org, app, call) ?? pageFault(call)
}

function flowFault(org: OrgState, app: App, call: Call): Fault | undefined {
  const responseType = parameter(call, 'response_type')
  if (responseType === undefined) return ['invalid_request', 'response_type is missing']
  const type = responseTypes.get(responseType)
  if (type === undefined) return unsupported
  if (type.flow === 'web_server') return pkceFault(org, app, call)
  // How a blocked flow is refused is not known; RFC 6749 §4.2.2.1 has this code for what a server does not do.
  return org.settings.blockedFlows.includes('user_agent') ? unsupported : undefined
}

const unsupported: Fault = ['unsupported_response_type', 'response type not supported']

/** What is wrong with the challenge of a request for a code. */
export function pkceFault(org: OrgState, app: App, call: Call): Fault | undefined {
  // Only S256 is listed by discovery; no source has `plain`, and RFC 7636 §4.4.1 says how to refuse it.
  if ((parameter(call, 'code_challenge_method') ?? 'S256') !== 'S256') {
    return ['invalid_request', 'transform algorithm not supported']
  }
  if (parameter(call, 'code_challenge') !== undefined) return undefined
  if (app.requirePkce) return ['invalid_request', 'missing required code challenge']
  if (!org.settings.requirePkce) return undefined
  // The setting of the org answers in other words than that of the app.
  return approvalError
}

/** What Salesforce says where it does not say more, as to a user who may not be in a browser at all. */
export const approvalError: Fault = [
  'OAUTH_APPROVAL_ERROR_GENERIC',
  'An unexpected error has occurred during authentication. Please try again.',
]

const displays = ['page', 'popup', 'touch', 'mobile']
const prompts = ['login', 'consent', 'select_account', 'none']

/**
 * What Salesforce does with other values is not known; RFC 6749 §4.1.2.1 calls them an invalid request,
 * and so does OpenID Connect Core §3.1.2.1 `none` together with anything else.
 */
function pageFault(call: Call): Fault | undefined {
  if (!displays.includes(parameter(call, 'display') ?? 'page')) {
    return ['invalid_request', 'display is not supported']
  }
  const prompt = promptOf(call)
  if (prompt.some((value) => !prompts.includes(value))) {
    return ['invalid_request', 'prompt is not supported']
  }
  if (prompt.includes('none') && prompt.length > 1) {
    return ['invalid_request', 'prompt none stands alone']
  }
  // Reported: naming a scope makes it fail. A prompt asks for the page that may not be shown.
  const wantsMore =
    parameter(call, 'scope') !== undefined || prompt.some((value) => value !== 'none')
  return parameter(call, 'immediate') === 'true' && wantsMore ? immediateUnsuccessful : undefined
}

/** A page would have been needed, and none was allowed. */
export const immediateUnsuccessful: Fault = ['immediate_unsuccessful', 'immediate unsuccessful']
