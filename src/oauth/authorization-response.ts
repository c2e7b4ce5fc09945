import { AuthError, type OAuthRefusal } from '../kernel/errors.js'
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
  const code = parameters['code']
  if (code === undefined || code === '') {
    throw new AuthError('bad_answer', `${expected.host} sent the browser back without a code`, {
      hint: 'log in again: oauthctl login',
    })
  }
  return code
}
