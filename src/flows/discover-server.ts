import type { Server } from '../kernel/credential.js'
import type { Fetch, HttpAnswer } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import { hasNoDocument, processDiscovery } from '../oauth/discovery.js'
import type { Metadata } from '../oauth/metadata.js'
import type { Provider } from '../oauth/provider.js'

/** A server and what else its metadata said. */
export interface DiscoveredServer {
  readonly server: Server
  readonly metadata: Metadata
}

/**
 * Reads a server's metadata and checks that it is the server that was named (RFC 8414 §3).
 *
 * @throws {AuthError} `bad_metadata`, `issuer_mismatch`, `untrusted_host` and what `fetch` throws.
 */
export async function discoverServer(
  target: ServerTarget,
  provider: Provider,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<DiscoveredServer> {
  const url = new URL(target.url)
  const answer = await metadataAnswer(url, provider, ports, signal)
  return judgeMetadata(answer, target, provider)
}

/** Asks for a server's metadata, at the next place where there is no document. */
export async function metadataAnswer(
  url: URL,
  provider: Pick<Provider, 'metadataRequests'>,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const requests = provider.metadataRequests(url)
  let index = 0
  let answer = await ports.fetch(requests[index] ?? noRequest(), signal)
  while (hasNoDocument(answer) && ++index < requests.length) {
    answer = await ports.fetch(requests[index] ?? noRequest(), signal)
  }
  return answer
}

/** Reads a metadata answer and checks that it is of the server that was named. @throws {AuthError} As {@link discoverServer}. */
export function judgeMetadata(
  answer: HttpAnswer,
  target: ServerTarget,
  provider: Provider,
): DiscoveredServer {
  const url = new URL(target.url)
  const metadata = processDiscovery(answer, url, (issuer) => provider.acceptsIssuer(url, issuer))
  const server: Server = {
    kind: target.kind,
    url: target.url,
    issuer: metadata.issuer,
    endpoints: metadata.endpoints,
  }
  provider.checkEndpoints(server)
  return { server, metadata }
}

function noRequest(): never {
  throw new TypeError('a provider names at least one metadata request')
}
