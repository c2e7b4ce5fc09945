import { AuthError } from '../kernel/errors.js'
import type { CallbackParameters, Listen, ListenRequest } from '../kernel/ports.js'
import { parsePasted } from './parse-pasted.js'

/**
 * Takes the callback from a person's clipboard instead of a socket: one line, the URL the browser ended on,
 * whatever its scheme and host, or the bare code. So any redirect URI does.
 *
 * @param readLine Reads one line of stdin; `undefined` at its end.
 */
export function pasteListen(
  readLine: (signal: AbortSignal) => Promise<string | undefined>,
): Listen {
  return (request) =>
    Promise.resolve({
      redirectUri: withPort(request.redirectUri),
      visitUrl: (authorizationUrl) => authorizationUrl,
      received: async (signal) => answerIn((await readLine(signal)) ?? '', request),
      finish: () => undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
}

function answerIn(line: string, request: ListenRequest): CallbackParameters {
  if (line.trim() !== '') return parsePasted(line, request)
  throw new AuthError('input_required', 'nothing was pasted', {
    hint: 'run the command again and paste the URL that the browser ended on',
  })
}

/** Nobody listens, so any port does where any is registered (RFC 8252 §7.3). */
function withPort(redirectUri: string): string {
  return redirectUri.replace(/^(https?:\/\/[^/?#]+):0(?=[/?#]|$)/, '$1:1717')
}
