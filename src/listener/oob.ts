import { AuthError } from '../kernel/errors.js'
import type { CallbackParameters, Listen } from '../kernel/ports.js'

/**
 * Takes the verifier of an OAuth 1.0 login from a person, who reads it off the server's page: one line. No
 * `oauth_token` comes with it; the verifier is good for ours alone.
 *
 * @param readLine Reads one line of stdin; `undefined` at its end.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.1 RFC 5849 §2.1}, `oob`
 */
export function oobListen(readLine: (signal: AbortSignal) => Promise<string | undefined>): Listen {
  return () =>
    Promise.resolve({
      redirectUri: 'oob',
      visitUrl: (authorizationUrl) => authorizationUrl,
      received: async (signal) => {
        const line = await readLine(signal)
        signal.throwIfAborted()
        return typed(line ?? '')
      },
      finish: () => undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
}

function typed(line: string): CallbackParameters {
  const verifier = line.trim()
  if (verifier !== '') return { oauth_verifier: verifier }
  throw new AuthError('input_required', 'no verification code was given', {
    hint: 'run the command again and type the code that the page shows',
  })
}
