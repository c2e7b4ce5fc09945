import { AuthError } from '../kernel/errors.js'
import { own, requiredString, type JsonObject, type JsonSource } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { jsonOf } from './answer.js'
import type { ProvenClient } from './client-authentication.js'
import { formRequest } from './form-request.js'
import type { RefusalReading } from './refusal.js'
import { lifetimeOf } from './token-answer.js'

/** A code for a person to enter on another device, and the code to ask with meanwhile. */
export interface DeviceAuthorization {
  readonly deviceCode: Secret
  /** As the server sent it. */
  readonly userCode: string
  readonly verificationUri: string
  /** With the code filled in. */
  readonly verificationUriComplete: string | undefined
  /** Seconds from the arrival of the answer, at most 1,800. */
  readonly lifetime: number
  /** Seconds between two requests for the tokens, 1 to 300. */
  readonly interval: number
}

/** What is left to each server when its answer is judged. */
export interface DeviceAuthorizationRules {
  readonly readRefusal: RefusalReading
  /** Seconds that a code lives where the server does not say. */
  readonly lifetime: number
  /** @throws {AuthError} When a person must not be sent there. */
  readonly verificationUrl: (member: string, value: string) => URL
}

/** Nobody is waited for longer, whatever a server says (threat row T65). */
export const longestLifetime = 1_800

const source: JsonSource = {
  name: 'the device authorization answer',
  code: 'bad_answer',
  hint: 'run the command again with -v to see the answer',
}

/**
 * Builds the request for a device code.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.1 RFC 8628 §3.1}
 */
export function deviceAuthorizationRequest(
  endpoint: string,
  client: ProvenClient,
  scopes: readonly string[],
): HttpRequest {
  return formRequest(endpoint, client, scopes.length === 0 ? [] : [['scope', scopes.join(' ')]])
}

/**
 * Judges the answer that brings a device code.
 *
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `bad_answer` naming the member.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.2 RFC 8628 §3.2}
 */
export function processDeviceAuthorization(
  answer: HttpAnswer,
  rules: DeviceAuthorizationRules,
): DeviceAuthorization {
  const body = jsonOf(answer, source.name, rules.readRefusal)
  // Google's older spelling.
  const older = own(body, 'verification_uri') === undefined && own(body, 'verification_url')
  const member = typeof older === 'string' ? 'verification_url' : 'verification_uri'
  const complete = own(body, 'verification_uri_complete')
  return {
    deviceCode: new Secret(requiredString(body, 'device_code', source)),
    userCode: userCodeOf(body),
    verificationUri: rules.verificationUrl(member, requiredString(body, member, source)).href,
    verificationUriComplete:
      complete === undefined || complete === null
        ? undefined
        : rules.verificationUrl(
            'verification_uri_complete',
            requiredString(body, 'verification_uri_complete', source),
          ).href,
    lifetime: Math.min(lifetimeOf(body) ?? rules.lifetime, longestLifetime),
    interval: intervalOf(body),
  }
}

/** Anything else could hide what is really entered, or move a cursor (threat row T25). */
function userCodeOf(body: JsonObject): string {
  const code = requiredString(body, 'user_code', source)
  if (/^[A-Za-z0-9-]{4,20}$/.test(code)) return code
  throw new AuthError('bad_answer', `"user_code" of ${source.name} is not a code to type`, {
    hint: source.hint,
  })
}

/** RFC 8628 §3.2: 5 seconds unless told; neither a storm nor for ever (threat row T64). */
function intervalOf(body: JsonObject): number {
  const value = own(body, 'interval')
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' ? Math.min(300, Math.max(1, Math.ceil(seconds))) : 5
}
