import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import { findApp, type OrgState } from '../org-state.js'
import { askedScope } from '../asked-scope.js'
import { authorizeFault } from './authorize-fault.js'
import type { ReturnAddress } from './error-answer.js'
import { promptOf } from './prompt.js'
import { redirectMatches } from './redirect-match.js'
import type { Fault } from './response-type.js'
import { responseTypes } from './response-types.js'
import { ssoProvider } from './sso-provider.js'

/** An authorization request that is worth asking a person about. */
export interface AuthorizeRequest {
  readonly kind: 'authorize'
  readonly app: App
  readonly redirectUri: string
  readonly responseType: string
  readonly state: string | undefined
  readonly scope: readonly string[]
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly prompt: readonly string[]
  readonly loginHint: string | undefined
  /** Where the person comes from by single sign-on, instead of our login page. */
  readonly ssoProvider: string | undefined
  /** Whether no page may be shown. */
  readonly immediate: boolean
}

/** What became of an authorization request. Who cannot be trusted is not redirected to. */
export type JudgedRequest =
  | { readonly kind: 'accepted'; readonly request: AuthorizeRequest }
  | { readonly kind: 'page'; readonly error: string; readonly description: string }
  | {
      readonly kind: 'redirect'
      readonly to: ReturnAddress
      readonly error: string
      readonly description: string
    }

/** Whether somebody has to log in even if somebody is. */
export function asksForLogin(request: Pick<AuthorizeRequest, 'prompt'>): boolean {
  return request.prompt.includes('login') || request.prompt.includes('select_account')
}

/**
 * Judges an authorization request, from either place of the parameters.
 *
 * @see salesforce-oauth.md sections 2.1 to 2.5
 */
export function judgeRequest(org: OrgState, call: Call): JudgedRequest {
  const app = findApp(org, parameter(call, 'client_id'))
  if (app === undefined) return page('invalid_client_id', 'client identifier invalid')
  const redirectUri = parameter(call, 'redirect_uri')
  if (redirectUri === undefined) return page('redirect_uri_missing', 'redirect_uri is missing')
  if (!redirectMatches(app, redirectUri, call.hosts)) {
    return page('redirect_uri_mismatch', 'redirect_uri must match configuration')
  }
  const responseType = parameter(call, 'response_type') ?? ''
  const state = parameter(call, 'state')
  const scope = askedScope(app, parameter(call, 'scope'))
  const fault = authorizeFault(org, app, call) ?? scopeFault(call, responseType, scope)
  if (fault !== undefined || scope === undefined) {
    const [error, description] = fault ?? wrongScope
    return { kind: 'redirect', to: { redirectUri, responseType, state }, error, description }
  }
  return {
    kind: 'accepted',
    request: {
      kind: 'authorize',
      app,
      redirectUri,
      responseType,
      state,
      scope,
      codeChallenge: parameter(call, 'code_challenge'),
      nonce: parameter(call, 'nonce'),
      prompt: promptOf(call),
      loginHint: parameter(call, 'login_hint'),
      ssoProvider: ssoProvider(org, call),
      immediate: parameter(call, 'immediate') === 'true',
    },
  }
}

function page(error: string, description: string): JudgedRequest {
  return { kind: 'page', error, description }
}

const wrongScope: Fault = ['invalid_scope', 'the requested scope is invalid, unknown, or malformed']

function scopeFault(
  call: Call,
  responseType: string,
  scope: readonly string[] | undefined,
): Fault | undefined {
  if (scope === undefined) return wrongScope
  return responseTypes.get(responseType)?.faultOf(call, scope)
}
