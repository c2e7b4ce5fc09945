import { timingSafeEqual } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import type { CallbackParameters, Listen } from '../kernel/ports.js'

/**
 * Takes the callback from a person's clipboard instead of a socket: one line, the URL the browser ended on
 * or the bare code. A state is checked wherever there is one.
 *
 * @param readLine Reads one line of stdin; `undefined` at its end.
 */
export function pasteListen(
  readLine: (signal: AbortSignal) => Promise<string | undefined>,
): Listen {
  return async (request) =>
    Promise.resolve({
      redirectUri: withPort(request.redirectUri),
      visitUrl: (authorizationUrl) => authorizationUrl,
      received: async (signal) => {
        const line = (await readLine(signal))?.trim() ?? ''
        if (line !== '') return parsePasted(line, request.state)
        throw new AuthError('input_required', 'nothing was pasted', {
          hint: 'run the command again and paste the URL that the browser ended on',
        })
      },
      finish: () => undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
}

/**
 * Reads what was pasted: a URL with its query, or the code alone, percent-encoded or not.
 *
 * @throws {AuthError} `request_refused` when the state is another login's, `usage` for a repeated parameter.
 */
export function parsePasted(line: string, state: string): CallbackParameters {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(line) || !URL.canParse(line)) {
    return { code: decoded(line) }
  }
  const parameters = new URL(line).searchParams
  const names = [...parameters.keys()]
  if (new Set(names).size !== names.length) {
    throw new AuthError('usage', 'the pasted URL has a parameter twice', {
      hint: 'paste the URL exactly as the browser shows it',
    })
  }
  const given = parameters.get('state')
  if (given !== null && !same(given, state)) {
    throw new AuthError('request_refused', 'the pasted URL belongs to another login', {
      hint: 'run the command again and use the new URL',
    })
  }
  return Object.fromEntries(parameters)
}

/** Nobody listens, so any port does where any is registered (RFC 8252 §7.3). */
function withPort(redirectUri: string): string {
  return redirectUri.replace(/^(http:\/\/[^/]+):0(?=\/|$)/, '$1:1717')
}

/** A code out of a URL is encoded once; a literal `%` never stands in one. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
