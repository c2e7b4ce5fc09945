import { AuthError, type OAuthRefusal } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { CallbackParameters } from '../kernel/ports.js'
import { refused } from './answer.js'
import type { RefusalReading } from './refusal.js'

/** What the response is held against. */
export interface ExpectedResponse {
  readonly host: string
  /** Accepted values of `iss`, when there is one. */
  readonly issuers: readonly string[]
  /** Whether the server announced that it always sends `iss` (RFC 9207 §3). */
  readonly sendsIss: boolean
}

/**
 * Judges an authorization response whose `state` has been checked, and gives its code.
 *
 * @throws {OAuthResponseError} When the person or the server said no (RFC 6749 §4.1.2.1).
 * @throws {AuthError} `request_refused` when `iss` is not the server's (RFC 9207 §2.4, T32), `bad_answer` when
 * there is neither a code nor an error.
 */
export function processAuthorizationResponse(
  parameters: CallbackParameters,
  expected: ExpectedResponse,
  read: RefusalReading,
): string {
  refuseError(parameters, expected, read)
  const code = parameters['code']
  if (code === undefined || code === '') throw without('a code', expected)
  return code
}

/**
 * Judges an implicit answer whose `state` has been checked, and gives its members as those of a token answer.
 *
 * @throws {OAuthResponseError} When the person or the server said no (RFC 6749 §4.2.2.1).
 * @throws {AuthError} `request_refused` as above, `bad_answer` when there is neither a token nor an error.
 */
export function processImplicitResponse(
  parameters: CallbackParameters,
  expected: ExpectedResponse,
  read: RefusalReading,
): JsonObject {
  refuseError(parameters, expected, read)
  if ((parameters['access_token'] ?? '') === '') throw without('a token', expected)
  const ours = ['state', 'iss']
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !ours.includes(name)))
}

function refuseError(
  parameters: CallbackParameters,
  expected: ExpectedResponse,
  read: RefusalReading,
): void {
  const iss = parameters['iss']
  if (iss === undefined ? expected.sendsIss : !expected.issuers.includes(iss)) {
    throw new AuthError(
      'request_refused',
      iss === undefined
        ? `the answer does not say that it came from ${expected.host}`
        : `the answer came from another server: ${iss}`,
      { hint: 'close the browser window and log in again: oauthctl login' },
    )
  }
  const error = parameters['error']
  if (error !== undefined) {
    const refusal: OAuthRefusal = {
      error,
      description: parameters['error_description'],
      status: undefined,
    }
    throw refused(refusal, expected.host, read)
  }
}

function without(what: string, { host }: ExpectedResponse): AuthError {
  return new AuthError('bad_answer', `${host} sent the browser back without ${what}`, {
    hint: 'log in again: oauthctl login',
  })
}
