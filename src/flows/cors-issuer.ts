import { own } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { CorsEndpoint } from '../kernel/server-views.js'
import type { Provider } from '../oauth/provider.js'
import { askCors, follower, type CorsRequest } from './cors-preflight.js'
import { discover } from './discover.js'

/** What a page asks of each endpoint; to the others it sends the browser, without CORS. */
const asked: readonly (readonly [member: string, request: Omit<CorsRequest, 'url'>])[] = [
  ['jwks_uri', { method: 'GET', headers: [] }],
  ['userinfo_endpoint', { method: 'GET', headers: ['authorization'] }],
  ['token_endpoint', { method: 'POST', headers: ['content-type'] }],
  ['revocation_endpoint', { method: 'POST', headers: ['content-type'] }],
]

/**
 * Asks the endpoints that web pages call at any OAuth server whether pages of an origin may. Introspection and
 * registration are left out: they are for servers and for tools. A server that decides by client lets every
 * preflight pass, since none names a client: only the page itself can find that out.
 *
 * @throws {AuthError} What {@link discover} throws.
 */
export async function checkIssuerCors(
  origin: string,
  target: ServerTarget,
  provider: Provider,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<readonly CorsEndpoint[]> {
  const discovered = await discover(target, provider, ports, signal)
  const server = new URL(target.url)
  const named = asked.flatMap(([member, request]) => {
    const url = own(discovered.document, member)
    return typeof url === 'string' ? [{ ...request, url }] : []
  })
  const metadata: CorsRequest = { url: discovered.foundAt, method: 'GET', headers: [] }
  return Promise.all(
    [metadata, ...named].map(async (request): Promise<CorsEndpoint> => {
      const { open } = await askCors(request, origin, ports, follower(signal))
      return {
        path: placeOf(new URL(request.url), server),
        verdict: open ? 'allowed' : 'refused',
        expected: 'allowed',
      }
    }),
  )
}

function placeOf(url: URL, server: URL): string {
  return url.origin === server.origin ? url.pathname : `${url.origin}${url.pathname}`
}
