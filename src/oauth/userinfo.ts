import type { OAuthRefusal } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { jsonOf, refuseBusy, refuseRedirect, refused } from './answer.js'
import { standardRefusal, type RefusalVerdict } from './refusal.js'

/**
 * Builds a userinfo request. The token travels in a header, never in the URL (cli-contract 8.12).
 *
 * @see OpenID Connect Core §5.3.1
 */
export function userinfoRequest(endpoint: string, token: Secret): HttpRequest {
  return {
    method: 'GET',
    url: endpoint,
    headers: { accept: 'application/json', authorization: `Bearer ${token.expose()}` },
    body: undefined,
  }
}

/**
 * The JWT of a signed or encrypted userinfo answer, or `undefined` when the answer is none.
 *
 * @see OpenID Connect Core §5.3.2
 */
export function signedUserinfo(answer: HttpAnswer): Secret | undefined {
  const type = (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  const signed = answer.status === 200 && type === 'application/jwt'
  return signed ? new Secret(answer.text.trim()) : undefined
}

/**
 * Judges a userinfo answer whose refusal stands in a header or in a JSON body.
 *
 * @throws {AuthError} `token_invalid` or `access_denied` for what the token may not; what {@link jsonOf} throws.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3 RFC 6750 §3}
 */
export function processUserinfo(answer: HttpAnswer): JsonObject {
  refuseRedirect(answer)
  const { host } = new URL(answer.url)
  refuseBusy(answer, host)
  const refusal = challengeOf(answer)
  if (refusal !== undefined) throw refused(refusal, host, readBearerRefusal)
  return jsonOf(answer, 'the userinfo answer', readBearerRefusal)
}

const bearerRefusals: Readonly<Record<string, RefusalVerdict>> = {
  invalid_token: {
    code: 'token_invalid',
    hint: 'get another token: oauthctl refresh, then try again',
  },
  insufficient_scope: {
    code: 'access_denied',
    hint: 'log in with a scope that shows who you are: oauthctl login --scope "openid profile email"',
  },
}

/** The meaning of the errors of RFC 6750 §3.1. */
function readBearerRefusal(refusal: OAuthRefusal): RefusalVerdict {
  return Object.hasOwn(bearerRefusals, refusal.error)
    ? (bearerRefusals[refusal.error] ?? standardRefusal(refusal))
    : standardRefusal(refusal)
}

/** The `error` of a Bearer challenge; a 401 without one says that the token did not do. */
function challengeOf(answer: HttpAnswer): OAuthRefusal | undefined {
  if (answer.status < 400) return undefined
  const challenge = answer.headers['www-authenticate'] ?? ''
  const parameter = (name: string): string | undefined =>
    new RegExp(`[ ,]${name}="([^"\\\\]{0,500})"`, 'i').exec(challenge)?.[1]
  const error =
    parameter('error') ??
    (answer.status === 401 && !answer.text.includes('"error"') ? 'invalid_token' : undefined)
  if (error === undefined) return undefined
  return { error, description: parameter('error_description'), status: answer.status }
}
