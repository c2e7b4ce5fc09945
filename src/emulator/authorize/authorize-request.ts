import type { App } from '../app.js'
import { type Call, parameter } from '../call.js'
import { findApp, type OrgState } from '../org-state.js'
import { askedScope } from '../asked-scope.js'
import { redirectMatches } from './redirect-match.js'
import { responseTypes } from './response-types.js'

/** An authorization request that is worth asking a person about. */
export interface AuthorizeRequest {
  readonly app: App
  readonly redirectUri: string
  readonly responseType: string
  readonly state: string | undefined
  readonly scope: readonly string[]
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly prompt: readonly string[]
  readonly loginHint: string | undefined
  /** Whether no page may be shown. */
  readonly immediate: boolean
}

/** What became of an authorization request. Who cannot be trusted is not redirected to. */
export type JudgedRequest =
  | { readonly kind: 'accepted'; readonly request: AuthorizeRequest }
  | { readonly kind: 'page'; readonly error: string; readonly description: string }
  | {
      readonly kind: 'redirect'
      readonly redirectUri: string
      readonly state: string | undefined
      readonly error: string
      readonly description: string
    }

/** Whether somebody has to log in even if somebody is. */
export function asksForLogin(request: AuthorizeRequest): boolean {
  return request.prompt.includes('login') || request.prompt.includes('select_account')
}

/** An error code and its description. */
type Fault = readonly [error: string, description: string]

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
  if (!redirectMatches(app, redirectUri)) {
    return page('redirect_uri_mismatch', 'redirect_uri must match configuration')
  }
  const state = parameter(call, 'state')
  const scope = askedScope(app, parameter(call, 'scope'))
  const fault = faultOf(org, app, call) ?? (scope === undefined ? wrongScope : undefined)
  if (fault !== undefined || scope === undefined) {
    const [error, description] = fault ?? wrongScope
    return { kind: 'redirect', redirectUri, state, error, description }
  }
  return {
    kind: 'accepted',
    request: {
      app,
      redirectUri,
      responseType: parameter(call, 'response_type') ?? '',
      state,
      scope,
      codeChallenge: parameter(call, 'code_challenge'),
      nonce: parameter(call, 'nonce'),
      prompt: (parameter(call, 'prompt') ?? '').split(' ').filter((item) => item !== ''),
      loginHint: parameter(call, 'login_hint'),
      immediate: parameter(call, 'immediate') === 'true',
    },
  }
}

function page(error: string, description: string): JudgedRequest {
  return { kind: 'page', error, description }
}

const wrongScope: Fault = ['invalid_scope', 'the requested scope is invalid, unknown, or malformed']

function faultOf(org: OrgState, app: App, call: Call): Fault | undefined {
  if (app.blocked) return ['OAUTH_APP_BLOCKED', 'this app is blocked by admin']
  const responseType = parameter(call, 'response_type')
  if (responseType === undefined) return ['invalid_request', 'response_type is missing']
  const type = responseTypes.get(responseType)
  if (type === undefined) return ['unsupported_response_type', 'response type not supported']
  return type.usesPkce ? pkceFault(org, app, call) : undefined
}

function pkceFault(org: OrgState, app: App, call: Call): Fault | undefined {
  // Only S256 is listed by discovery; no source has `plain`, and RFC 7636 §4.4.1 says how to refuse it.
  if ((parameter(call, 'code_challenge_method') ?? 'S256') !== 'S256') {
    return ['invalid_request', 'transform algorithm not supported']
  }
  if (parameter(call, 'code_challenge') !== undefined) return undefined
  if (app.requirePkce) return ['invalid_request', 'missing required code challenge']
  if (!org.settings.requirePkce) return undefined
  // The setting of the org answers in other words than that of the app.
  return [
    'OAUTH_APPROVAL_ERROR_GENERIC',
    'An unexpected error has occurred during authentication. Please try again.',
  ]
}
