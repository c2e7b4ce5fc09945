import type { App } from '../app.js'
import type { Call } from '../call.js'
import { findApp, type OrgState } from '../org-state.js'
import { baseString } from './base-string.js'
import type { TokenCredentials } from './token-credentials.js'
import { hmacSignature, signatureMethod } from './hmac-signature.js'
import { type FaultCode, Oauth1Fault } from './oauth1-fault.js'
import { requestParameters, type RequestParameters } from './request-parameters.js'
import { refuseReplay, refuseWrongTime } from './timestamp.js'

/** A request that an app has signed. */
export interface SignedRequest {
  readonly app: App
  readonly parameters: RequestParameters
}

/** Where the tokens of a step are, and the fault when one is not there. */
export interface TokenRule<T extends TokenCredentials> {
  readonly find: (text: string) => T | undefined
  readonly unknown: FaultCode
}

/**
 * Judges a request that an app has signed with its secret alone. Salesforce lets it go without a nonce.
 *
 * @throws {Oauth1Fault} When it cannot be trusted.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.2 RFC 5849 §3.2}
 */
export function signedByApp(org: OrgState, call: Call): SignedRequest {
  const request = claimed(org, call)
  verify(org, call, request, undefined)
  return request
}

/**
 * Judges a request that an app has signed with its secret and that of a token.
 *
 * @throws {Oauth1Fault} When it cannot be trusted.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.2 RFC 5849 §3.2}
 */
export function signedWithToken<T extends TokenCredentials>(
  org: OrgState,
  call: Call,
  rule: TokenRule<T>,
): SignedRequest & { readonly token: T } {
  const request = claimed(org, call)
  const text = request.parameters.get('oauth_token') ?? ''
  if (text === '') throw new Oauth1Fault(1707)
  const token = rule.find(text)
  if (token?.app !== request.app) throw new Oauth1Fault(rule.unknown)
  if (!request.parameters.get('oauth_nonce')) throw new Oauth1Fault(1706)
  verify(org, call, request, token)
  return { ...request, token }
}

/** Who a request says it is from. */
function claimed(org: OrgState, call: Call): SignedRequest {
  const parameters = requestParameters(call)
  const version = parameters.get('oauth_version') ?? '1.0'
  if (version !== '1.0') throw new Oauth1Fault(1704)
  const app = findConsumer(org, parameters.get('oauth_consumer_key'))
  return { app, parameters }
}

/**
 * Finds the app of a consumer key. What was never there looks like what was deleted, and an app that
 * an administrator has blocked has no access.
 *
 * @throws {Oauth1Fault} 1702, 1713 or 1716.
 */
export function findConsumer(org: OrgState, consumerKey: string | null | undefined): App {
  if (!consumerKey) throw new Oauth1Fault(1702)
  const app = findApp(org, consumerKey)
  if (app === undefined) throw new Oauth1Fault(1713)
  if (app.blocked) throw new Oauth1Fault(1716)
  return app
}

/** The nonce is used up only by who can sign, so that nobody else can use it up. */
function verify(
  org: OrgState,
  call: Call,
  { app, parameters }: SignedRequest,
  token: TokenCredentials | undefined,
): void {
  if (parameters.get('oauth_signature_method') !== signatureMethod) throw new Oauth1Fault(1709)
  if (parameters.get('oauth_nonce') === '') throw new Oauth1Fault(1706)
  refuseWrongTime(org, parameters)
  const text = baseString({
    method: call.method,
    url: call.origin + call.path,
    parameters: parameters.signed,
  })
  const signature = hmacSignature(text, app.secret, token?.secret ?? '')
  if (parameters.get('oauth_signature') !== signature) throw new Oauth1Fault(1714)
  refuseReplay(org, parameters)
}
