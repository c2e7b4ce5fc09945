import { TextDecoder } from 'node:util'
import { AuthError } from '../kernel/errors.js'
import type { Fetch, HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { deadlines } from './deadlines.js'
import { isLoopbackHost } from './loopback-host.js'
import { proxyFor, type Environment, type Proxy } from './proxy-for.js'
import { readText, tooLarge } from './read-text.js'
import { ProxyFailure, requestFailure } from './request-failure.js'
import { sending } from './sending.js'
import { trustedRoots } from './trusted-roots.js'
import type * as Undici from './undici.js'
import type { buildConnector, Dispatcher, Pool } from './undici.js'

/** How every request of one run is sent. */
export interface UndiciFetchOptions {
  readonly userAgent: string
  /** For the proxy and the certificate variables. */
  readonly env: Environment
  /** For a whole exchange, connecting included, unless a request asks for more. Default 30,000. */
  readonly timeoutMs?: number | undefined
  /** A PEM file of certificate authorities to trust besides those that Node trusts. */
  readonly caFile?: string | undefined
}

interface Route {
  readonly url: URL
  readonly proxy: Proxy | undefined
  readonly roots: readonly string[] | undefined
}

const defaultTimeoutMs = 30_000
const defaultMaxBytes = 262_144
const connectMs = 10_000
// Node gives each address 250 ms before it tries the next, too little for a distant server.
const addressAttemptMs = 1_000

/**
 * The Fetch port on undici. Each request has a connection of its own, so that nothing is ever sent
 * again because a kept connection died; redirects are handed back; compressed answers are refused.
 * An exchange never ends while a `beforeSend` is under way, so that what it writes is not overtaken.
 *
 * @throws {AuthError} `network_error`, `proxy_error`, `tls_error`, `timeout`, `bad_answer`, and
 * `bad_configuration` for a proxy variable or a `caFile` that cannot be used; the signal's reason
 * when it was aborted.
 */
export function undiciFetch(options: UndiciFetchOptions): Fetch {
  const { env, caFile } = options
  let roots: Promise<readonly string[]> | undefined

  return async (request, signal) => {
    signal.throwIfAborted()
    const url = new URL(request.url)
    refuseUncheckedTls(url, env)
    const proxy = proxyFor(url, env)
    if (caFile !== undefined) roots ??= trustedRoots(caFile, env['NODE_EXTRA_CA_CERTS'])
    return exchange(request, { url, proxy, roots: await roots }, options, signal)
  }
}

async function exchange(
  request: HttpRequest,
  route: Route,
  options: UndiciFetchOptions,
  caller: AbortSignal,
): Promise<HttpAnswer> {
  const { host } = route.url
  const undici = await import('./undici.js')
  const sent = await sending(request, host)
  caller.throwIfAborted()
  const runMs = options.timeoutMs ?? defaultTimeoutMs
  using limits = deadlines(host, { runMs, requestMs: request.timeoutMs }, caller)
  const dispatcher = dispatcherFor(undici, route, limits.signal)
  try {
    const { origin, pathname, search } = route.url
    const { statusCode, headers, body } = await dispatcher.request({
      origin,
      path: `${pathname}${search}`,
      method: request.method,
      headers: {
        'user-agent': options.userAgent,
        ...request.headers,
        ...sent.headers,
        'accept-encoding': 'identity',
      },
      body: sent.body,
      signal: limits.signal,
      reset: true,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    // It also fails when the exchange is given up, and then nobody reads it.
    body.on('error', () => undefined)
    await sent.answered()
    limits.heard()
    const answered = joinedHeaders(headers)
    const maxBytes = request.maxBytes ?? defaultMaxBytes
    refuseEncoded(host, answered)
    if (Number(answered['content-length']) > maxBytes) throw tooLarge(host, maxBytes)
    const decoder = decoderFor(statusCode)
    const text = await readText(body, decoder, { host, maxBytes, onChunk: limits.heard })
    return { status: statusCode, headers: answered, text, url: request.url }
  } catch (error) {
    const failure: unknown = limits.signal.aborted
      ? limits.signal.reason
      : requestFailure(error, { host, proxyHost: route.proxy?.host })
    // Before the wait: undici connects anew for a request that was given up.
    void dispatcher.destroy()
    await sent.stop()
    throw failure
  } finally {
    void dispatcher.destroy()
  }
}

function dispatcherFor(
  undici: typeof Undici,
  { proxy, roots }: Route,
  signal: AbortSignal,
): Dispatcher {
  const connect: buildConnector.BuildOptions = {
    timeout: connectMs,
    autoSelectFamilyAttemptTimeout: addressAttemptMs,
    minVersion: 'TLSv1.2',
    // Ends a socket that still looks up, connects or shakes hands; a dispatcher cannot.
    signal,
    ...(roots === undefined ? {} : { ca: [...roots] }),
  }
  if (proxy === undefined) return new undici.Agent({ connect })
  return new undici.ProxyAgent({
    uri: proxy.origin,
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
    proxyTls: connect,
    requestTls: connect,
    clientFactory: (origin, poolOptions) => proxyClient(new undici.Pool(origin, poolOptions)),
  })
}

/** Marks whatever fails up to the tunnel as the proxy's doing, with the status it gave. */
function proxyClient(pool: Pool): Dispatcher {
  const connect: (to: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    pool.connect.bind(pool)
  return Object.assign(pool, {
    connect: async (to: Dispatcher.ConnectOptions) => {
      const answer = await connect(to).catch((cause: unknown) => {
        throw new ProxyFailure(undefined, cause)
      })
      if (answer.statusCode === 200) return answer
      answer.socket.on('error', () => undefined).destroy()
      throw new ProxyFailure(answer.statusCode)
    },
  })
}

function refuseUncheckedTls({ host, hostname }: URL, env: Environment): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || isLoopbackHost(hostname)) return
  throw new AuthError(
    'tls_error',
    `NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so ${host} could be anybody and nothing was sent`,
    { hint: 'unset it, and name a private authority with --ca-file or NODE_EXTRA_CA_CERTS' },
  )
}

function refuseEncoded(host: string, headers: Readonly<Record<string, string>>): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return
  throw new AuthError(
    'bad_answer',
    `the answer of ${host} is compressed, which was not asked for`,
    {
      hint: 'have the server or the proxy honour accept-encoding: identity',
    },
  )
}

/** An error page of a proxy may be in any charset, and only its status counts. */
function decoderFor(status: number): TextDecoder {
  return new TextDecoder('utf-8', { fatal: status < 500, ignoreBOM: true })
}

function joinedHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
}
