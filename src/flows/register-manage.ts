import { AuthError } from '../kernel/errors.js'
import { mergeJson, optionalStrings, type JsonObject } from '../kernel/json.js'
import type { Fetch, HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { ClientManagement, Registration } from '../kernel/registration.js'
import type { Provider } from '../oauth/provider.js'
import {
  clientDeleteRequest,
  clientReadRequest,
  clientUpdateRequest,
} from '../oauth/registration.js'
import {
  processClientDeletion,
  processRegistration,
  type ClientInformation,
} from '../oauth/registration-answer.js'
import { updatable } from './register-metadata.js'

/** What managing a client takes of the world. */
interface ManagePorts {
  readonly fetch: Fetch
}

/**
 * Reads what the server says of a registered client. It may hand out new secrets with it, which must be kept.
 *
 * @throws {AuthError} `unsupported_by_server` when the server gave no way to; what `processRegistration` throws.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7592#section-2.1 RFC 7592 §2.1}
 */
export async function readClient(
  registration: Registration,
  provider: Pick<Provider, 'readRefusal'>,
  ports: ManagePorts,
  signal: AbortSignal,
): Promise<ClientInformation> {
  const answer = await send(clientReadRequest(managementOf(registration)), ports, signal)
  return sameClient(
    processRegistration(answer, {
      token: 'registration',
      redirectUris: undefined,
      read: provider.readRefusal,
    }),
    registration,
  )
}

/**
 * Replaces what the server knows of a registered client.
 *
 * @param change Makes the new metadata from what is registered now.
 * @throws {AuthError} As {@link readClient}.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7592#section-2.2 RFC 7592 §2.2}
 */
export async function updateClient(
  registration: Registration,
  change: (registered: JsonObject) => JsonObject,
  provider: Pick<Provider, 'readRefusal'>,
  ports: ManagePorts & { readonly keep: (read: ClientInformation) => Promise<unknown> },
  signal: AbortSignal,
): Promise<ClientInformation> {
  const read = await readClient(registration, provider, ports, signal)
  await ports.keep(read)
  const metadata = mergeJson(change(updatable(read.document)), {
    client_id: registration.clientId,
  })
  const redirectUris = optionalStrings(metadata, 'redirect_uris', {
    name: 'the client metadata',
    code: 'usage',
    hint: 'give redirect_uris as a list, or --redirect-uri URI',
  })
  const management = read.management ?? managementOf(registration)
  const answer = await send(clientUpdateRequest(management, metadata), ports, signal)
  return sameClient(
    processRegistration(answer, {
      token: 'registration',
      redirectUris,
      read: provider.readRefusal,
    }),
    registration,
  )
}

/** Removes a client at the server (RFC 7592 §2.3). @throws {AuthError} When it may still be there. */
export async function deleteClient(
  registration: Registration,
  provider: Pick<Provider, 'readRefusal'>,
  ports: ManagePorts,
  signal: AbortSignal,
): Promise<void> {
  const answer = await ports.fetch(clientDeleteRequest(managementOf(registration)), signal)
  processClientDeletion(answer, provider.readRefusal)
}

/** The answer may bring new secrets in place of the old: once the request has left, it is awaited. */
function send(
  request: HttpRequest,
  { fetch }: ManagePorts,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  signal.throwIfAborted()
  return fetch(request, new AbortController().signal)
}

function managementOf({ management, profile, server }: Registration): ClientManagement {
  if (management !== undefined) return management
  throw new AuthError(
    'unsupported_by_server',
    `${new URL(server.url).host} gave no way to manage the client of profile ${profile}`,
    { hint: `manage it at the server; forget it here: oauthctl profile remove ${profile}` },
  )
}

/** RFC 7592 §3: the id never changes. */
function sameClient(information: ClientInformation, registration: Registration): ClientInformation {
  if (information.clientId === registration.clientId) return information
  throw new AuthError('bad_answer', 'the server answered for another client than was asked for', {
    hint: 'run the command again with -v to see the answer',
  })
}
