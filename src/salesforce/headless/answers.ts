import { AuthError, OAuthResponseError, type OAuthRefusal } from '../../kernel/errors.js'
import { own, parseJsonObject, type JsonObject } from '../../kernel/json.js'
import type { HttpAnswer } from '../../kernel/ports.js'
import { Secret } from '../../kernel/secret.js'
import { refuseBusy, refuseRedirect, refused } from '../../oauth/answer.js'
import { readRefusal } from '../refusals.js'
import { headlessRefusal } from './refusal-shapes.js'
import { headlessVerdict, type HeadlessStep } from './verdicts.js'

/**
 * Judges an answer of the headless endpoints that must be a JSON object with status 200.
 *
 * @throws {OAuthResponseError} When the site refused.
 * @throws {AuthError} `server_error`, `rate_limited`, `unexpected_redirect` or `bad_answer`.
 */
export function headlessJson(answer: HttpAnswer, step: HeadlessStep): JsonObject {
  const { host } = new URL(answer.url)
  refuseRedirect(answer)
  refuseBusy(answer, host)
  const refusal = headlessRefusal(answer)
  if (refusal !== undefined) throw refusedHere(refusal, host, step)
  if (answer.status === 200) {
    return parseJsonObject(answer.text, {
      name: `the answer of ${host}`,
      code: 'bad_answer',
      hint: 'check that the URL names an Experience Cloud site with its path; -v shows the answer',
    })
  }
  if (answer.status === 404) {
    throw new AuthError('unsupported_by_server', `${host} has no headless flows at this path`, {
      hint: 'check the host and the path of the site; an administrator switches headless identity on in Login & Registration of the site',
    })
  }
  throw new AuthError('bad_answer', `${host} answered HTTP ${answer.status} without saying why`, {
    hint: 'run the command again with -v to see the answer',
  })
}

/**
 * Judges the answer that begins a registration or a login without a password.
 *
 * @returns The identifier that the one-time password belongs to.
 * @throws As {@link headlessJson}.
 */
export function processInit(answer: HttpAnswer, step: HeadlessStep): Secret {
  const identifier = own(headlessJson(answer, step), 'identifier')
  // It is sent in a header in front of a colon, and printed on a line (threat row T78).
  if (typeof identifier === 'string' && /^[\x21-\x39\x3b-\x7e]{1,4096}$/.test(identifier)) {
    return new Secret(identifier)
  }
  throw new AuthError('bad_answer', `${new URL(answer.url).host} gave no usable identifier`, {
    hint: 'run the command again with -v to see the answer',
  })
}

/** Makes our error of a refusal: in a sentence of its own where this flow has one, else in Salesforce's words. */
export function refusedHere(
  refusal: OAuthRefusal,
  host: string,
  step: HeadlessStep,
): OAuthResponseError {
  const verdict = headlessVerdict(refusal, step)
  if (verdict === undefined) return refused(refusal, host, readRefusal)
  const { code, sentence, hint } = verdict
  const words = refusal.description ?? refusal.error
  return new OAuthResponseError(code, `${sentence} (${host}: ${words})`, refusal, { hint })
}
