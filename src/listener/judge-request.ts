import type { IncomingMessage } from 'node:http'
import { judgeDelivery, type DeliveryVerdict } from './judge-delivery.js'

/** What the request head says, before anybody looks at its query. */
export type RequestVerdict =
  | { readonly kind: 'refused'; readonly status: 404 | 405 | 413 | 421 | 431 }
  | DeliveryVerdict
  | { readonly kind: 'preflight'; readonly origin: string }
  | { readonly kind: 'passive' }
  | { readonly kind: 'visit'; readonly place: Place; readonly query: string }

/** What this listener serves: the callback, the way to the server, and the last page. */
export type Place = 'callback' | 'go' | 'done'

/** Where it serves them. */
export interface Address {
  readonly protocol: 'http' | 'https'
  readonly hosts: readonly string[]
  readonly paths: Readonly<Record<Place, string>>
  /** Where the script of the callback page brings a fragment; `undefined` when none is expected. */
  readonly delivery: string | undefined
}

const places: readonly Place[] = ['callback', 'go', 'done']

// Node counts the whole head. The line is limited on its own, because a browser sends every cookie
// of `localhost`, whoever set it, and those alone pass 8 KiB on a developer's machine.
const longestTarget = 8 * 1024

/**
 * Judges method, target, `Host` and fetch metadata. The target is compared as it came: nothing is
 * decoded, resolved or normalised.
 */
export function judgeRequest(request: IncomingMessage, address: Address): RequestVerdict {
  const target = request.url ?? ''
  if (target.length > longestTarget) return { kind: 'refused', status: 431 }
  if (!namesUs(request, address.hosts)) return { kind: 'refused', status: 421 }
  if (target === address.delivery && request.method === 'POST') {
    return judgeDelivery(
      request,
      address.hosts.map((host) => `${address.protocol}://${host}`),
    )
  }
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const place = places.find((candidate) => address.paths[candidate] === path)
  if (place === undefined) return { kind: 'refused', status: 404 }
  const origin = place === 'callback' ? privateNetworkOrigin(request) : undefined
  if (origin !== undefined) return { kind: 'preflight', origin }
  if (request.method !== 'GET') return { kind: 'refused', status: 405 }
  if (hasBody(request)) return { kind: 'refused', status: 413 }
  if (place === 'callback' && !isNavigation(request)) return { kind: 'passive' }
  return { kind: 'visit', place, query: mark === -1 ? '' : target.slice(mark + 1) }
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
