import { AuthError } from '../kernel/errors.js'
import { asJsonObject, own, parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { PublishedKey } from '../kernel/server-views.js'
import { jwkThumbprint } from '../oauth/jwk-thumbprint.js'
import type { Provider } from '../oauth/provider.js'
import { keySetRequest, processKeySet } from '../oauth/published-keys.js'
import { discoverServer } from './discover-server.js'

/** A server's key set as it came, and what its keys are. */
export interface DiscoveredKeys {
  readonly url: string
  readonly document: JsonObject
  readonly keys: readonly PublishedKey[]
}

/**
 * Fetches the keys that a server signs with.
 *
 * @throws {AuthError} `unsupported_by_server` when its metadata names none, `bad_metadata`, and what
 * {@link discoverServer} throws.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7517#section-5 RFC 7517 §5}
 */
export async function discoverKeys(
  target: ServerTarget,
  provider: Provider,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<DiscoveredKeys> {
  const { server } = await discoverServer(target, provider, ports, signal)
  const url = server.endpoints.jwks
  if (url === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `the metadata of ${new URL(target.url).host} names no keys`,
      { hint: 'see what it does name: oauthctl discover' },
    )
  }
  const answer = await ports.fetch(keySetRequest(url), signal)
  // Refuses what no signature could be checked with; the document itself is shown whole.
  processKeySet(answer)
  const source = {
    name: `the key set of ${new URL(url).host}`,
    code: 'bad_metadata' as const,
    maxNames: 2_000,
  }
  const document = parseJsonObject(answer.text, source)
  const listed = own(document, 'keys')
  const keys = Array.isArray(listed) ? listed.map((entry) => asJsonObject(entry, source)) : []
  return { url, document, keys: keys.map(describeKey) }
}

function describeKey(jwk: JsonObject): PublishedKey {
  const text = (member: string): string | undefined => {
    const value = own(jwk, member)
    return typeof value === 'string' ? value : undefined
  }
  return {
    kid: text('kid'),
    kty: text('kty'),
    alg: text('alg'),
    use: text('use'),
    size: text('crv') ?? modulusSize(text('n')),
    thumbprint: jwkThumbprint(jwk),
    // RFC 7518 §6.2.2, §6.3.2 and §6.4.1: whoever reads this could sign.
    isPrivate: text('d') !== undefined || text('k') !== undefined,
  }
}

function modulusSize(modulus: string | undefined): string | undefined {
  if (modulus === undefined) return undefined
  const bytes = Buffer.from(modulus, 'base64url')
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first < 0) return undefined
  const leading = Math.clz32(bytes[first] ?? 0) - 24
  return `${(bytes.length - first) * 8 - leading} bits`
}
