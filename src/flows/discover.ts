import { parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { Provider } from '../oauth/provider.js'
import { judgeMetadata, metadataAnswer, type DiscoveredServer } from './discover-server.js'

/** A server, what was understood of its metadata, and the document as it came. */
export interface Discovered extends DiscoveredServer {
  /** The URL of the document. */
  readonly foundAt: string
  readonly document: JsonObject
}

/**
 * Reads a server's metadata whole, for people and for what a login has no use for.
 *
 * @throws {AuthError} `bad_metadata`, `issuer_mismatch`, `untrusted_host` and what `fetch` throws.
 * @see OpenID Connect Discovery 1.0 §4, {@link https://www.rfc-editor.org/rfc/rfc8414#section-3 RFC 8414 §3}
 */
export async function discover(
  target: ServerTarget,
  provider: Provider,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<Discovered> {
  const url = new URL(target.url)
  const answer = await metadataAnswer(url, provider, ports, signal)
  const discovered = judgeMetadata(answer, target, provider)
  const source = { name: `the metadata of ${url.host}`, code: 'bad_metadata' as const }
  return { ...discovered, foundAt: answer.url, document: parseJsonObject(answer.text, source) }
}
