import type { IncomingMessage } from 'node:http'

/** What the request head says, before anybody looks at its query. */
export type RequestVerdict =
  | { readonly kind: 'refused'; readonly status: 404 | 405 | 413 | 421 | 431 }
  | { readonly kind: 'preflight'; readonly origin: string }
  | { readonly kind: 'passive' }
  | { readonly kind: 'visit'; readonly path: string; readonly query: string }

/** The places this listener serves. */
export interface Places {
  readonly hosts: readonly string[]
  readonly callback: string
  readonly others: readonly string[]
}

// Node counts the whole head. The line is limited on its own, because a browser sends every cookie
// of `localhost`, whoever set it, and those alone pass 8 KiB on a developer's machine.
const longestTarget = 8 * 1024

/**
 * Judges method, target, `Host` and fetch metadata. The target is compared as it came: nothing is
 * decoded, resolved or normalised.
 */
export function judgeRequest(request: IncomingMessage, places: Places): RequestVerdict {
  const target = request.url ?? ''
  if (target.length > longestTarget) return { kind: 'refused', status: 431 }
  if (!namesUs(request, places.hosts)) return { kind: 'refused', status: 421 }
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const onCallback = path === places.callback
  if (!onCallback && !places.others.includes(path)) return { kind: 'refused', status: 404 }
  const origin = onCallback ? privateNetworkOrigin(request) : undefined
  if (origin !== undefined) return { kind: 'preflight', origin }
  if (request.method !== 'GET') return { kind: 'refused', status: 405 }
  if (hasBody(request)) return { kind: 'refused', status: 413 }
  if (onCallback && !isNavigation(request)) return { kind: 'passive' }
  return { kind: 'visit', path, query: mark === -1 ? '' : target.slice(mark + 1) }
}

/** Against DNS rebinding: exactly one `Host`, and exactly ours. */
function namesUs(request: IncomingMessage, hosts: readonly string[]): boolean {
  const given = request.headersDistinct['host'] ?? []
  const [host, ...more] = given
  return host !== undefined && more.length === 0 && hosts.includes(host)
}

/** Images, frames, scripts and prefetches of another page are no answer of a person. */
function isNavigation(request: IncomingMessage): boolean {
  const destination = request.headers['sec-fetch-dest']
  const purpose = request.headers['sec-purpose'] ?? request.headers['purpose'] ?? ''
  return (
    (destination === undefined || destination === 'document') &&
    !String(purpose).includes('prefetch')
  )
}

function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length'] ?? '0'
  return length !== '0' || request.headers['transfer-encoding'] !== undefined
}

/** Chrome asks before a public page may lead to this machine (Private Network Access). */
function privateNetworkOrigin(request: IncomingMessage): string | undefined {
  const { origin } = request.headers
  const asked = request.headers['access-control-request-private-network'] === 'true'
  const wanted = request.headers['access-control-request-method'] ?? 'GET'
  return request.method === 'OPTIONS' && asked && wanted === 'GET' ? origin : undefined
}
