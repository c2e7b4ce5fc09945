import type { ClientAuthMethod } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import {
  optionalNumber,
  optionalString,
  optionalStrings,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import type { HttpAnswer } from '../kernel/ports.js'
import type { ClientManagement } from '../kernel/registration.js'
import { Secret } from '../kernel/secret.js'
import { epochSeconds, type EpochSeconds } from '../kernel/token-set.js'
import { jsonOf, refuseRedirect } from './answer.js'
import { parseEndpoint } from './endpoint.js'
import type { RefusalReading } from './refusal.js'
import {
  invalidToken,
  registrationRefusal,
  type RegistrationToken,
} from './registration-refusal.js'

/** What the server says of a registered client (RFC 7591 §3.2.1). */
export interface ClientInformation {
  readonly clientId: string
  readonly clientSecret: Secret | undefined
  /** `undefined` where the secret lives as long as the client. */
  readonly secretExpiresAt: EpochSeconds | undefined
  readonly authMethod: ClientAuthMethod | undefined
  readonly management: ClientManagement | undefined
  /** Redirect URIs that were asked for and not registered. */
  readonly dropped: readonly string[]
  /** The document as it came. */
  readonly document: JsonObject
}

/** What an answer is held against. */
export interface RegistrationDemand {
  /** What the request carried. */
  readonly token: RegistrationToken
  /** The redirect URIs that were asked for; `undefined` where none were named. */
  readonly redirectUris: readonly string[] | undefined
  readonly read: RefusalReading
}

const methods: Readonly<Record<string, ClientAuthMethod>> = {
  none: 'none',
  client_secret_post: 'post',
  client_secret_basic: 'basic',
  private_key_jwt: 'private-key-jwt',
}

/**
 * Judges the answer to a registration, a read or an update.
 *
 * @throws {OAuthResponseError} When the server refused (RFC 7591 §3.2.2).
 * @throws {AuthError} `request_refused` when it registered redirect URIs nobody asked for, `untrusted_host` when
 * the client is to be managed at another origin (threat row T63); `bad_answer`, `unexpected_redirect`,
 * `server_error`, `rate_limited`.
 */
export function processRegistration(
  answer: HttpAnswer,
  demand: RegistrationDemand,
): ClientInformation {
  const called = new URL(answer.url)
  const document = documentOf(answer, demand)
  const source: JsonSource = { name: `the registration of ${called.host}`, code: 'bad_answer' }
  const clientId = requiredString(document, 'client_id', source)
  const secret = optionalString(document, 'client_secret', source)
  const expiresAt = optionalNumber(document, 'client_secret_expires_at', source) ?? 0
  const method = optionalString(document, 'token_endpoint_auth_method', source) ?? ''
  const registered = optionalStrings(document, 'redirect_uris', source)
  refuseRewritten(clientId, registered, demand.redirectUris, called)
  return {
    clientId,
    clientSecret: secret === undefined || secret === '' ? undefined : new Secret(secret),
    secretExpiresAt: expiresAt > 0 ? epochSeconds(expiresAt) : undefined,
    authMethod: Object.hasOwn(methods, method) ? methods[method] : undefined,
    management: managementOf(document, called, source),
    dropped:
      registered === undefined
        ? []
        : (demand.redirectUris ?? []).filter((uri) => !registered.includes(uri)),
    document,
  }
}

/** Judges the answer to a client delete request (RFC 7592 §2.3). @throws {AuthError} When the client may still be there. */
export function processClientDeletion(answer: HttpAnswer, read: RefusalReading): void {
  if (answer.status === 204 || (answer.status === 200 && answer.text.trim() === '')) return
  refuseRedirect(answer)
  documentOf(answer, { token: 'registration', read })
}

/** A created client comes with 201, a read or an updated one with 200. */
function documentOf(
  answer: HttpAnswer,
  { token, read }: Pick<RegistrationDemand, 'token' | 'read'>,
): JsonObject {
  const { host } = new URL(answer.url)
  const status = answer.status === 201 ? 200 : answer.status
  try {
    return jsonOf({ ...answer, status }, 'the registration', registrationRefusal(token, read))
  } catch (cause) {
    const wordless = cause instanceof AuthError && cause.code === 'bad_answer'
    if (!wordless || (status !== 401 && status !== 403)) throw cause
    // RFC 6750 §3.1: the reason may stand in the header alone.
    const { code, hint } = invalidToken[token]
    throw new AuthError(code, `${host} did not accept the ${token} access token (HTTP ${status})`, {
      cause,
      hint,
    })
  }
}

function refuseRewritten(
  clientId: string,
  registered: readonly string[] | undefined,
  asked: readonly string[] | undefined,
  { host }: URL,
): void {
  if (registered === undefined || asked === undefined) return
  const foreign = registered.find((uri) => !asked.includes(uri))
  if (foreign === undefined && (registered.length > 0 || asked.length === 0)) return
  throw new AuthError(
    'request_refused',
    foreign === undefined
      ? `${host} registered none of the redirect URIs that were asked for`
      : `${host} registered a redirect URI that nobody asked for: ${foreign}`,
    {
      hint: `do not use the client ${clientId}; have whoever runs the server remove it and say which redirect URIs it allows`,
    },
  )
}

/** Its token goes nowhere but to where the client was registered (threat row T63). */
function managementOf(
  document: JsonObject,
  called: URL,
  source: JsonSource,
): ClientManagement | undefined {
  const named = optionalString(document, 'registration_client_uri', source)
  const token = optionalString(document, 'registration_access_token', source)
  if (named === undefined || token === undefined) return undefined
  const uri = parseEndpoint('registration_client_uri', named, called)
  if (new URL(uri).origin === called.origin) return { uri, token: new Secret(token) }
  throw new AuthError(
    'untrusted_host',
    `"registration_client_uri" points to ${new URL(uri).host}, and the client was registered at ${called.host}`,
    { hint: 'do not use this server; ask whoever runs it to mend its registration' },
  )
}
