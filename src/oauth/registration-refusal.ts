import type { RefusalReading, RefusalVerdict } from './refusal.js'

/** The bearer token of a registration request: from the server's owner, or from the registration itself. */
export type RegistrationToken = 'initial' | 'registration'

const verdicts: Readonly<Record<string, RefusalVerdict>> = {
  invalid_redirect_uri: {
    code: 'request_refused',
    hint: 'give a callback URL the server accepts: --redirect-uri URI',
  },
  invalid_client_metadata: {
    code: 'request_refused',
    hint: 'correct the member it names: --grant-type, --response-type, --auth-method, --param k=v or --metadata FILE',
  },
  invalid_software_statement: {
    code: 'request_refused',
    hint: 'get a valid software statement, or leave it out of --metadata',
  },
  unapproved_software_statement: {
    code: 'request_refused',
    hint: 'have whoever runs the server approve the software statement',
  },
}

/** What is wrong with a token that was not accepted, and where to get another. */
export const invalidToken: Readonly<Record<RegistrationToken, RefusalVerdict>> = {
  initial: {
    code: 'access_denied',
    hint: 'get a new initial access token (at Salesforce: Setup > App Manager > the app > View > Generate; a new one ends the former) and give it by --initial-access-token-file FILE',
  },
  registration: {
    code: 'access_denied',
    hint: 'the client may be gone at the server; forget it here with oauthctl profile remove, and register again',
  },
}

/**
 * Reads the refusal of a registration, before what the provider knows of refusals in general.
 *
 * @param token What the request carried: `invalid_token` means another cure for each.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2 RFC 7591 §3.2.2}
 */
export function registrationRefusal(
  token: RegistrationToken,
  provider: RefusalReading,
): RefusalReading {
  return (refusal) => {
    if (refusal.error === 'invalid_token') return invalidToken[token]
    const own = Object.hasOwn(verdicts, refusal.error) ? verdicts[refusal.error] : undefined
    return own ?? provider(refusal)
  }
}
