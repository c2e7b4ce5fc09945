import { OAuthResponseError, type ErrorCode } from '../kernel/errors.js'
import type { HttpAnswer } from '../kernel/ports.js'
import { oauth1Lessons } from './catalogue/oauth1-lessons.js'

/** What a number is to a script, where it is more than a refusal. */
const codes: Readonly<Record<string, ErrorCode>> = {
  '1702': 'invalid_client',
  '1703': 'login_required',
  '1713': 'invalid_client',
  invalid_signature: 'invalid_client',
}
const longestRead = 4_096

/**
 * Finds Salesforce's number, or its words, in an answer that refuses.
 *
 * Where in the body they stand is documented nowhere, so anywhere will do.
 *
 * @returns `undefined` where neither is found.
 * @see salesforce-oauth-2.md §15
 */
export function oauth1Refusal(answer: HttpAnswer): OAuthResponseError | undefined {
  const text = answer.text.slice(0, longestRead)
  const number = /(?<![\w.#-])17\d\d(?![\w.%-])/.exec(text)?.[0]
  const words = /Failed:[ +][A-Za-z +]{1,80}/.exec(text)?.[0].replaceAll('+', ' ').trim()
  const lesson =
    oauth1Lessons.find(({ error }) => error === number) ??
    oauth1Lessons.find(({ description }) => description === words)
  const error = number ?? lesson?.error ?? words
  if (error === undefined) return undefined
  const description = words ?? lesson?.description
  const { host } = new URL(answer.url)
  return new OAuthResponseError(
    codes[lesson?.error ?? ''] ?? 'request_refused',
    `${host} refused: ${description ?? `OAuth 1.0.A error ${error}`}`,
    { error, description, status: answer.status },
    { hint: lesson?.hint ?? 'run the command again with -v to see the answer' },
  )
}
