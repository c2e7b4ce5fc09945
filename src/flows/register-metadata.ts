import { AuthError } from '../kernel/errors.js'
import { mergeJson, own, parseJsonObject, type Json, type JsonObject } from '../kernel/json.js'
import type { ServerKind } from '../kernel/credential.js'
import type { ClientMetadataOptions } from '../kernel/register-options.js'

const authMethods: Readonly<Record<string, string>> = {
  none: 'none',
  post: 'client_secret_post',
  basic: 'client_secret_basic',
  'private-key-jwt': 'private_key_jwt',
}

/** What a client is when nobody says otherwise: one that logs people in and stays logged in. */
export function defaultMetadata(kind: ServerKind, redirectUri: string): JsonObject {
  return {
    client_name: 'oauthctl',
    redirect_uris: [registrable(redirectUri)],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Salesforce documents `web` alone. Elsewhere loopback is for native clients (OpenID Connect Registration §2).
    application_type: kind === 'salesforce' ? 'web' : 'native',
  }
}

/** Any port is registered as none (RFC 8252 §7.3). */
function registrable(redirectUri: string): string {
  return redirectUri.replace(/^(http:\/\/[^/]+):0(?=\/|$)/, '$1')
}

/**
 * The redirect URI of later logins: the current one while it is registered, else the first that is, on any port
 * where the server compares none.
 *
 * @param registered What the server says of `redirect_uris`; nothing where it does not say.
 */
export function loginRedirect(
  kind: ServerKind,
  registered: Json | undefined,
  current: string | undefined,
): string | undefined {
  if (!Array.isArray(registered)) return current
  const uris = registered.filter((uri) => typeof uri === 'string')
  if (current !== undefined && uris.includes(registrable(current))) return current
  const anyPort = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?=\/|$)/
  return kind === 'openid' ? uris[0]?.replace(anyPort, '$&:0') : uris[0]
}

/**
 * Client metadata from flags, over what it was before: defaults, the person's own document or what is registered.
 *
 * @throws {AuthError} `usage` for a `--param` that is no k=v, or an unknown `--auth-method`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-2 RFC 7591 §2}
 */
export function clientMetadata(before: JsonObject, options: ClientMetadataOptions): JsonObject {
  const flags: readonly (readonly [string, Json | undefined])[] = [
    ['client_name', options.name],
    ['redirect_uris', given(options.redirectUris)],
    ['grant_types', given(options.grantTypes)],
    ['response_types', given(options.responseTypes)],
    ['contacts', given(options.contacts)],
    ['application_type', options.applicationType],
    ['token_endpoint_auth_method', authMethod(options.authMethod)],
    ['scope', options.scopes.length === 0 ? undefined : options.scopes.join(' ')],
    ...options.parameters.map(parameter),
  ]
  const set = flags.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return mergeJson(before, Object.fromEntries(set))
}

/** What only the server says, and the secret, which stays where it is (RFC 7592 §2.2). */
const ofServer = new Set([
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
  'client_secret',
])

/** What a client says of itself, from what the server says of it. */
export function updatable(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !ofServer.has(name)))
}

function given(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list
}

function authMethod(word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  const method = Object.hasOwn(authMethods, word) ? authMethods[word] : undefined
  if (method !== undefined) return method
  throw new AuthError('usage', `--auth-method is ${JSON.stringify(word)}`, {
    hint: `use one of ${Object.keys(authMethods).join(', ')}`,
  })
}

function parameter(text: string): readonly [string, Json] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), jsonOrText(text.slice(at + 1))]
  throw new AuthError('usage', `--param ${JSON.stringify(text)} is not k=v`, {
    hint: 'give --param NAME=VALUE',
  })
}

/** Numbers, switches and lists have types in client metadata; whatever is not JSON is text. */
function jsonOrText(text: string): Json {
  try {
    const wrapped = parseJsonObject(`{"value":${text}}`, { name: '--param', code: 'usage' })
    return Object.keys(wrapped).length === 1 ? (own(wrapped, 'value') ?? null) : text
  } catch {
    return text
  }
}
