import { createHash, timingSafeEqual } from 'node:crypto'
import type { CallbackParameters, ListenRequest } from '../kernel/ports.js'

/** What the parameters of an answer turned out to be. */
export type CallbackVerdict =
  | { readonly kind: 'genuine'; readonly parameters: CallbackParameters }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'foreign' }

// RFC 6749 §8.2. Refuses `code[]`, which some parsers take for another `code`, and NUL.
const parameterName = /^[\w.-]+$/
const nul = '\0'

/**
 * Judges the parameters of an answer, from a query or a fragment: each parameter once, and our state.
 *
 * An `error` needs our state too; otherwise any page could end a login.
 *
 * @param given Urlencoded, without the question mark or number sign.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 RFC 6749 §4.1.2}
 */
export function judgeCallback(
  given: string,
  { state, stateIn = 'state' }: Pick<ListenRequest, 'state' | 'stateIn'>,
): CallbackVerdict {
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(given)) {
    if (!parameterName.test(name) || value.includes(nul) || parameters.has(name)) {
      return { kind: 'malformed' }
    }
    parameters.set(name, value)
  }
  const expected = typeof state === 'string' ? state : state()
  if (!sameSecret(parameters.get(stateIn) ?? '', expected)) return { kind: 'foreign' }
  return { kind: 'genuine', parameters: Object.fromEntries(parameters) }
}

function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected)) && expected !== ''
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
