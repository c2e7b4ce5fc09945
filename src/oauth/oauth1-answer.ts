import type { Oauth1Token } from '../kernel/credential.js'
import { AuthError, type OAuthResponseError } from '../kernel/errors.js'
import type { HttpAnswer } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { refuseBusy, refuseRedirect } from './answer.js'

/** Reads a refusal where an answer is one: OAuth 1.0 leaves its form to the server (RFC 5849 §3.2). */
export type Oauth1RefusalReading = (answer: HttpAnswer) => OAuthResponseError | undefined

/** A token out of an answer, and what else stood there. */
export interface Oauth1TokenAnswer {
  readonly token: Oauth1Token
  readonly fields: URLSearchParams
}

const longest = 4_096

/**
 * Judges an answer that must be a form with a token and its secret, each once.
 *
 * @param name For messages: `the request token`.
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `bad_answer`, `server_error`, `rate_limited`, `unexpected_redirect`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.1 RFC 5849 §2.1}
 */
export function oauth1TokenOf(
  answer: HttpAnswer,
  name: string,
  read: Oauth1RefusalReading,
): Oauth1TokenAnswer {
  refuseUnsuccessful(answer, read)
  const fields = new URLSearchParams(answer.text.trim())
  const token = once(fields, 'oauth_token')
  const secret = once(fields, 'oauth_token_secret')
  if (token !== undefined && secret !== undefined) {
    return { token: { token: new Secret(token), secret: new Secret(secret) }, fields }
  }
  throw read(answer) ?? notIn(answer, name)
}

/** Refuses every answer that is no success, in the server's words where it has some. */
export function refuseUnsuccessful(answer: HttpAnswer, read: Oauth1RefusalReading): void {
  refuseRedirect(answer)
  if (answer.status >= 200 && answer.status <= 299) return
  const refusal = read(answer)
  if (refusal !== undefined) throw refusal
  const { host } = new URL(answer.url)
  refuseBusy(answer, host)
  throw new AuthError('bad_answer', `${host} answered HTTP ${answer.status} without saying why`, {
    hint: 'check the consumer key, its secret and the clock of this machine; -v shows the answer',
  })
}

/** VSCHAR only: it goes into a URL, a header and a signature (threat rows T56, T98). */
function once(fields: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = fields.getAll(name)
  if (value === undefined || more.length > 0 || value.length > longest) return undefined
  return /^[\x21-\x7e]+$/.test(value) ? value : undefined
}

function notIn(answer: HttpAnswer, name: string): AuthError {
  return new AuthError('bad_answer', `${new URL(answer.url).host} did not answer with ${name}`, {
    hint: 'run the command again with -v to see the answer',
  })
}
