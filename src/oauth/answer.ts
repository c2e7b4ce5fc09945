import { AuthError, OAuthResponseError, type OAuthRefusal } from '../kernel/errors.js'
import { optionalString, own, parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { HttpAnswer } from '../kernel/ports.js'
import type { RefusalReading } from './refusal.js'

/** A host that is safe to paste into a shell: URL parsing lets `$(...)` pass in a host name. */
const plainHost = /^[a-z0-9.-]+(?::\d+)?$/

/**
 * Refuses a redirect: a secret is never sent on to where an answer points (threat row T51).
 *
 * @throws {AuthError} `unexpected_redirect` naming the host the server would rather be called by.
 */
export function refuseRedirect(answer: HttpAnswer): void {
  if (answer.status < 300 || answer.status > 399) return
  const location = answer.headers['location']
  const from = new URL(answer.url)
  const target =
    location !== undefined && URL.canParse(location, answer.url)
      ? new URL(location, answer.url)
      : undefined
  const elsewhere = target !== undefined && target.host !== from.host && plainHost.test(target.host)
  throw new AuthError(
    'unexpected_redirect',
    `${from.host} redirects ${from.pathname}${elsewhere ? ` to ${target.host}` : ''}, and redirects are not followed`,
    {
      hint: elsewhere
        ? `log in to that host instead: oauthctl login ${target.origin}`
        : 'check the host; a proxy or a sign-in wall may stand in between',
    },
  )
}

/**
 * Judges an answer that must be a JSON object with status 200.
 *
 * @param name For messages: `the token answer`.
 * @throws {OAuthResponseError} When the server refused (RFC 6749 §5.2).
 * @throws {AuthError} `server_error`, `rate_limited`, `unexpected_redirect` or `bad_answer`.
 */
export function jsonOf(answer: HttpAnswer, name: string, read: RefusalReading): JsonObject {
  refuseRedirect(answer)
  const host = new URL(answer.url).host
  refuseBusy(answer, host)
  const refusal = refusalOf(answer)
  if (answer.status === 200) {
    const body = parseJsonObject(answer.text, {
      name: `${name} of ${host}`,
      code: 'bad_answer',
      hint: 'the server may be under maintenance; try again in a minute, with -v to see its answer',
    })
    // Some servers refuse with 200, against RFC 6749 §5.2.
    const refusedAllTheSame = refusal !== undefined && own(body, 'access_token') === undefined
    if (!refusedAllTheSame) return body
  }
  if (refusal !== undefined) throw refused(refusal, host, read)
  throw new AuthError('bad_answer', `${host} answered HTTP ${answer.status} without saying why`, {
    hint: 'run the command again with -v to see the answer',
  })
}

/** Throws when the server is too busy or broken to mean what it says. */
export function refuseBusy(answer: HttpAnswer, host: string): void {
  if (answer.status === 429) {
    const retryAfterS = retryAfter(answer)
    throw new AuthError('rate_limited', `${host} asks for a pause (HTTP 429)`, {
      hint:
        retryAfterS === undefined || retryAfterS === 0
          ? 'try again in a minute'
          : `try again in ${retryAfterS} seconds`,
      retryAfterS,
    })
  }
  if (answer.status >= 500) {
    throw new AuthError('server_error', `${host} answered HTTP ${answer.status}`, {
      hint: 'try again in a minute',
    })
  }
}

/** The seconds of `Retry-After`; its date counts from the answer's own (RFC 9110 §10.2.3, row N7). */
function retryAfter({ headers }: HttpAnswer): number | undefined {
  const wait = headers['retry-after']?.trim()
  if (wait === undefined) return undefined
  if (/^-?\d+$/.test(wait)) return Math.max(0, Number(wait))
  const seconds = (Date.parse(wait) - Date.parse(headers['date'] ?? '')) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}

/** Makes our error of a server's refusal, in the words of the provider that knows the server. */
export function refused(
  refusal: OAuthRefusal,
  host: string,
  read: RefusalReading,
): OAuthResponseError {
  const { code, hint } = read(refusal)
  const words = refusal.description ?? refusal.error
  const more = refusal.uri === undefined ? '' : `; the server explains it at ${refusal.uri}`
  return new OAuthResponseError(code, `${host} refused: ${words}${more}`, refusal, { hint })
}

/** The refusal in a JSON error body, or `undefined` when there is none. */
function refusalOf(answer: HttpAnswer): OAuthRefusal | undefined {
  const source = { name: 'the error answer', code: 'bad_answer' as const }
  try {
    const body = parseJsonObject(answer.text, source)
    const error = optionalString(body, 'error', source)
    if (error === undefined || error === '') return undefined
    const description = optionalString(body, 'error_description', source)
    const uri = optionalString(body, 'error_uri', source)
    return { error, description, status: answer.status, ...(uri === undefined ? {} : { uri }) }
  } catch {
    return undefined
  }
}
