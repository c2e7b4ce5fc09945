import { AuthError } from '../kernel/errors.js'
import type { Fetch, HttpAnswer } from '../kernel/ports.js'

const mostHops = 20

/**
 * Plays the browser of a demo: follows redirects from page to page until one stays, as a person's browser
 * would, with its cookies. For the embedded org, which approves by itself.
 *
 * @throws {AuthError} `bad_answer` when the pages never end.
 */
export async function scriptedBrowser(
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const cookies = new Map<string, string>()
  let next = url
  for (let hop = 0; hop < mostHops; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) }
    const answer = await fetch({ method: 'GET', url: next, headers, body: undefined }, signal)
    for (const [, name, value] of setCookies(answer)) cookies.set(name, value)
    const location = answer.headers['location']
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer
    next = new URL(location, next).href
  }
  throw new AuthError('bad_answer', 'the pages of the embedded org go in a circle')
}

function setCookies(answer: HttpAnswer): readonly (readonly [string, string, string])[] {
  const found = (answer.headers['set-cookie'] ?? '').matchAll(/(?:^|,\s*)([^=;,\s]+)=([^;,]*)/g)
  return [...found].map((match) => [match[0], match[1] ?? '', match[2] ?? ''])
}
