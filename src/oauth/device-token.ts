import type { Server } from '../kernel/credential.js'
import { OAuthResponseError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { jsonOf } from './answer.js'
import type { ProvenClient } from './client-authentication.js'
import { formRequest } from './form-request.js'
import type { RefusalReading } from './refusal.js'

/** What the server says to the question whether the person has approved. */
export type DeviceTokenAnswer =
  | { readonly kind: 'approved'; readonly body: JsonObject }
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow_down' }

/** How the end of a code is told, by the server's word or by the clock. */
export const codeExpired = {
  message: 'the code expired before anybody approved it',
  hint: 'run the command again for a new code',
} as const

/**
 * Builds the request for the tokens of a device code.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.4 RFC 8628 §3.4}
 */
export function deviceTokenRequest(
  server: Server,
  client: ProvenClient,
  deviceCode: Secret,
): HttpRequest {
  return formRequest(server.endpoints.token, client, [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:device_code'],
    ['device_code', deviceCode.expose()],
  ])
}

/**
 * Judges the answer to a poll. Every refusal but the two that mean "not yet" is final.
 *
 * @throws {OAuthResponseError} `login_timed_out` for a code that is over, else as the server is read.
 * @throws {AuthError} `server_error`, `rate_limited`, `unexpected_redirect` or `bad_answer`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 RFC 8628 §3.5}
 */
export function processDeviceToken(answer: HttpAnswer, read: RefusalReading): DeviceTokenAnswer {
  try {
    return { kind: 'approved', body: jsonOf(answer, 'the token answer', expiring(read)) }
  } catch (error) {
    if (!(error instanceof OAuthResponseError)) throw error
    const { refusal } = error
    if (refusal.error === 'authorization_pending') return { kind: 'pending' }
    if (refusal.error === 'slow_down') return { kind: 'slow_down' }
    if (error.code !== 'login_timed_out') throw error
    const told = `${codeExpired.message}; ${error.message}`
    throw new OAuthResponseError(error.code, told, refusal, { hint: error.hint, cause: error })
  }
}

function expiring(read: RefusalReading): RefusalReading {
  return (refusal) =>
    refusal.error === 'expired_token'
      ? { code: 'login_timed_out', hint: codeExpired.hint }
      : read(refusal)
}
