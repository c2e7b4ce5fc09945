import type { Call } from '../call.js'
import { parsed } from '../control-answers.js'
import { oauthError, unauthorized } from '../oauth-error.js'
import { Refusal } from '../refusal.js'

/** The text of a bearer token (RFC 6750 §2.1) that need not be an access token of the org. */
export function bearerText(call: Call): string | undefined {
  return /^bearer +(\S+)$/i.exec(call.headers.get('authorization') ?? '')?.[1]
}

/**
 * The members of a body of JSON.
 *
 * @throws {Refusal} `failed_registration` when it is no object.
 */
export function bodyMembers(call: Call): ReadonlyMap<string, unknown> {
  const value = parsed(call.body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('failed_registration', 'the body is not a JSON object')
  }
  return new Map<string, unknown>(Object.entries(value))
}

/** Refuses whoever does not hold the right token: the status is that of RFC 6750 §3.1, since it is NOT FOUND. */
export function invalidToken(): Response {
  return unauthorized('invalid_token', 'invalid token', 'Bearer error="invalid_token"')
}

/** Answers with what was thrown: 400, as RFC 7591 §3.2.2 has it, since the status is NOT FOUND. */
export function refused(cause: unknown): Response {
  if (!(cause instanceof Refusal)) throw cause
  return oauthError(cause.error, cause.description, 400)
}

/** Refuses a method. */
export function onlyMethods(allowed: string): Response {
  const answer = oauthError('invalid_request', `must use HTTP ${allowed}`, 405)
  answer.headers.set('allow', allowed)
  return answer
}
