import { AuthError } from '../kernel/errors.js'
import type { CallbackParameters } from '../kernel/ports.js'

/**
 * Takes the verifier out of a callback whose `oauth_token` has been found to be ours.
 *
 * @throws {AuthError} `access_denied` without one: RFC 5849 gives a refusal no form of its own, and only an
 * approval has a verifier; `usage` for one that cannot be it.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.2 RFC 5849 §2.2}
 */
export function verifierOf(parameters: CallbackParameters): string {
  const verifier = parameters['oauth_verifier'] ?? ''
  if (verifier === '') {
    throw new AuthError('access_denied', 'the browser came back without an approval', {
      hint: 'run the command again and allow the access',
    })
  }
  if (/^[\x21-\x7e]{1,512}$/.test(verifier)) return verifier
  throw new AuthError('usage', 'that is not a verification code', {
    hint: 'run the command again and give the code alone, as the page shows it',
  })
}
