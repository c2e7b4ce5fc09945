import { timingSafeEqual } from 'node:crypto'
import { AuthError } from '../../kernel/errors.js'
import type { HttpAnswer } from '../../kernel/ports.js'
import { headlessJson, refusedHere } from './answers.js'
import type { HeadlessStep } from './verdicts.js'

/** What the answer is held against. */
export interface ExpectedCode {
  readonly redirectUri: string
  readonly state: string
  readonly step: HeadlessStep
}

/**
 * Judges the answer to a request for a code: a redirect whose target is read and not visited, or the JSON of
 * the echo endpoint where something in between has visited it.
 *
 * @returns The code.
 * @throws {OAuthResponseError} When the site refused.
 * @throws {AuthError} `unexpected_redirect` when it sends to a page of its own, `request_refused` for another
 * `state`, `bad_answer` without a code.
 * @see salesforce-oauth.md §12.1
 */
export function processCodeCredentials(answer: HttpAnswer, expected: ExpectedCode): string {
  const { host } = new URL(answer.url)
  const given = isRedirect(answer) ? located(answer, expected, host) : echoed(answer, expected.step)
  const error = given.get('error')
  if (error !== null && error !== '') {
    const description = given.get('error_description') ?? undefined
    throw refusedHere({ error, description, status: undefined }, host, expected.step)
  }
  if (!sameText(given.get('state') ?? '', expected.state)) {
    throw new AuthError('request_refused', `${host} answered another request than this one`, {
      hint: 'run the command again; -v shows the answer',
    })
  }
  const code = given.get('code') ?? ''
  if (code !== '') return code
  throw new AuthError('bad_answer', `${host} answered without a code`, {
    hint: 'run the command again with -v to see the answer',
  })
}

function isRedirect({ status }: HttpAnswer): boolean {
  return status >= 300 && status <= 399
}

function located(answer: HttpAnswer, expected: ExpectedCode, host: string): URLSearchParams {
  const [, place = '', query = ''] =
    /^([^?#]*)\??([^#]*)/.exec(answer.headers['location'] ?? '') ?? []
  // An app may have registered a callback URL with a query of its own.
  if (place === expected.redirectUri.split(/[?#]/, 1)[0]) return new URLSearchParams(query)
  throw new AuthError(
    'unexpected_redirect',
    `${host} sends to a page instead of the callback URL`,
    {
      hint: 'switch on "Allow Authorization Code and Credentials Flows" in Setup > OAuth and OpenID Connect Settings and in the app; and check the path of the site',
    },
  )
}

function echoed(answer: HttpAnswer, step: HeadlessStep): URLSearchParams {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(headlessJson(answer, step))) {
    if (typeof value === 'string') given.append(name, value)
  }
  return given
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
