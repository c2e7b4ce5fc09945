import { AuthError } from '../kernel/errors.js'
import { optionalString, optionalStrings, type JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { Secret } from '../kernel/secret.js'
import { parseEndpoint } from '../oauth/endpoint.js'
import type { Provider } from '../oauth/provider.js'
import { registrationRequest } from '../oauth/registration.js'
import { processRegistration, type ClientInformation } from '../oauth/registration-answer.js'
import { discover } from './discover.js'

/** A client to register. */
export interface RegisterRequest {
  readonly target: ServerTarget
  readonly provider: Provider
  readonly metadata: JsonObject
  /** `undefined` where registration is open. */
  readonly initialAccessToken: Secret | undefined
}

/**
 * Registers a client at the endpoint that the server's metadata names.
 *
 * @throws {AuthError} `unsupported_by_server` when it names none; what {@link processRegistration} and `fetch` throw.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-3 RFC 7591 §3}, salesforce-oauth.md §8
 */
export async function register(
  request: RegisterRequest,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<ClientInformation> {
  const { provider, metadata, initialAccessToken } = request
  const redirectUris = optionalStrings(metadata, 'redirect_uris', {
    name: 'the client metadata',
    code: 'usage',
    hint: 'give redirect_uris as a list, or --redirect-uri URI',
  })
  const endpoint = await registrationEndpoint(request, ports, signal)
  signal.throwIfAborted()
  const answer = await ports.fetch(
    registrationRequest(endpoint, initialAccessToken, metadata),
    // Once the request has left, giving up would leave a client at the server that nobody has the secret of.
    new AbortController().signal,
  )
  return processRegistration(answer, {
    token: 'initial',
    redirectUris,
    read: provider.readRefusal,
  })
}

async function registrationEndpoint(
  { target, provider }: RegisterRequest,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<string> {
  const { document, server } = await discover(target, provider, ports, signal)
  const asked = new URL(target.url)
  const member = 'registration_endpoint'
  const named = optionalString(document, member, {
    name: `the metadata of ${asked.host}`,
    code: 'bad_metadata',
  })
  if (named === undefined) {
    throw new AuthError('unsupported_by_server', `${asked.host} registers no clients by itself`, {
      hint: 'make the client by hand at the server, and log in with its id: oauthctl login -i ID',
    })
  }
  const registration = parseEndpoint(member, named, asked)
  // The provider judges every endpoint alike; this one is not kept with the others.
  const endpoints = { ...server.endpoints, registration }
  provider.checkEndpoints({ ...server, endpoints })
  return registration
}
