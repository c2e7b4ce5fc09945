import type { ErrorCode, OAuthRefusal } from '../kernel/errors.js'

/** How a refusal is to be told: our code, and the next thing to type or change. */
export interface RefusalVerdict {
  readonly code: ErrorCode
  readonly hint: string | undefined
}

/** Reads a server's refusal. Providers put their own catalogue before the standard one. */
export type RefusalReading = (refusal: OAuthRefusal) => RefusalVerdict

const standard: Readonly<Record<string, RefusalVerdict>> = {
  access_denied: {
    code: 'access_denied',
    hint: 'run the command again and approve, or ask an administrator for access',
  },
  invalid_client: {
    code: 'invalid_client',
    hint: 'check --client-id and the client secret (--client-secret-file, or --client-secret-stdin)',
  },
  unauthorized_client: {
    code: 'invalid_client',
    hint: 'allow this grant for the client at the server, or use another --client-id',
  },
  invalid_scope: {
    code: 'invalid_scope',
    hint: 'ask only for scopes the client may have: --scope',
  },
  invalid_grant: {
    code: 'request_refused',
    hint: 'log in again: oauthctl login; a grant without a person needs its key, token or assertion checked',
  },
  unsupported_grant_type: {
    code: 'request_refused',
    hint: 'see which grants the server offers: oauthctl discover',
  },
  unsupported_response_type: {
    code: 'request_refused',
    hint: 'see which response types the server offers: oauthctl discover',
  },
  invalid_token: {
    code: 'request_refused',
    hint: 'get another token: oauthctl refresh, or oauthctl login',
  },
  server_error: { code: 'server_error', hint: 'try again in a minute' },
  temporarily_unavailable: { code: 'server_error', hint: 'try again in a minute' },
  login_required: { code: 'login_required', hint: 'log in: oauthctl login' },
  interaction_required: { code: 'login_required', hint: 'log in: oauthctl login' },
  consent_required: { code: 'login_required', hint: 'log in: oauthctl login --prompt consent' },
}

/** The meaning of the standard's own error codes (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6). */
export function standardRefusal(refusal: OAuthRefusal): RefusalVerdict {
  return Object.hasOwn(standard, refusal.error)
    ? (standard[refusal.error] ?? unknownRefusal)
    : unknownRefusal
}

const unknownRefusal: RefusalVerdict = {
  code: 'request_refused',
  hint: 'run the command again with -v to see the request and the answer',
}
