import { AuthError } from '../kernel/errors.js'

/** Where a request was going, for the sentence. Hosts only: paths and queries may hold secrets. */
export interface Route {
  readonly host: string
  readonly proxyHost: string | undefined
}

/** What went wrong on the way to the proxy, or what the proxy said to CONNECT. */
export class ProxyFailure extends Error {
  /** HTTP status of the proxy's answer, or `undefined` when there was none. */
  readonly status: number | undefined

  constructor(status: number | undefined, cause?: unknown) {
    super('the proxy failed', { cause })
    this.name = 'ProxyFailure'
    this.status = status
  }
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'is not a known name',
  EAI_AGAIN: 'could not be looked up right now',
  ECONNRESET: 'closed the connection before its answer was complete',
  EPIPE: 'closed the connection before its answer was complete',
  UND_ERR_SOCKET: 'closed the connection before its answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed the connection before its answer was complete',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
  ENETDOWN: 'cannot be reached, the network is down',
  EADDRNOTAVAIL: 'cannot be reached from this network',
  ETIMEDOUT: 'did not accept the connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept the connection in time',
}

const certificateWords: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is signed by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'is signed by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is signed by an authority that is not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority that is not trusted here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'has been revoked',
  CERT_UNTRUSTED: 'is not trusted here',
  CERT_REJECTED: 'is not trusted here',
  CERT_SIGNATURE_FAILURE: 'has a wrong signature',
  CERT_CHAIN_TOO_LONG: 'has too long a chain',
  INVALID_CA: 'is signed by a certificate that is no authority',
  INVALID_PURPOSE: 'is not meant for a server',
  PATH_LENGTH_EXCEEDED: 'is signed by a certificate that is no authority',
  HOSTNAME_MISMATCH: 'is for another host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
}

const tlsCode = /^(?:ERR_TLS_|ERR_SSL_)|^EPROTO$/
const otherNetworkCode = /^E[A-Z]+$|^EAI_|^UND_ERR_(?!INVALID_ARG)/

/**
 * Says in words why a request failed, judged by the code of the error, never by its message.
 *
 * @returns An {@link AuthError} with `network_error`, `proxy_error`, `tls_error` or `bad_answer`;
 * the error itself when it is one already or is not known to come from the network.
 */
export function requestFailure(error: unknown, route: Route): unknown {
  if (error instanceof AuthError) return error
  if (error instanceof ProxyFailure) return proxyFailure(error, route)
  const code = codeOf(error)
  if (isParserError(error) || code === 'UND_ERR_HEADERS_OVERFLOW') return notHttp(route.host)
  if (code === undefined) return error
  return tlsFailure(code, route.host, error) ?? networkFailure(code, route, error)
}

/** undici gives these no code, and puts the bytes of the answer into them. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError'
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : undefined
}

function tlsFailure(code: string, host: string, cause: unknown): AuthError | undefined {
  const words = certificateWords[code]
  if (words !== undefined) {
    return new AuthError('tls_error', `the certificate of ${host} ${words}`, {
      hint: 'if a proxy of your network or a private authority signs it, name that authority with --ca-file or NODE_EXTRA_CA_CERTS',
      cause,
    })
  }
  if (!tlsCode.test(code)) return undefined
  return new AuthError('tls_error', `no secure connection to ${host} could be made (${code})`, {
    hint: 'check that it speaks https with TLS 1.2 or newer; name a private authority with --ca-file or NODE_EXTRA_CA_CERTS',
    cause,
  })
}

function notHttp(host: string): AuthError {
  return new AuthError('bad_answer', `the answer of ${host} is not valid HTTP`, {
    hint: 'check the host and the port',
  })
}

function networkFailure(code: string, { host }: Route, cause: unknown): unknown {
  const words = networkWords[code]
  if (words === undefined && !otherNetworkCode.test(code)) return cause
  return new AuthError('network_error', `${host} ${words ?? `could not be called (${code})`}`, {
    hint: 'check the host name and the network, then try again',
    cause,
  })
}

function proxyFailure(failure: ProxyFailure, { host, proxyHost = 'proxy' }: Route): AuthError {
  if (failure.status === 407) {
    return new AuthError('proxy_error', `the proxy ${proxyHost} wants a user name and a password`, {
      hint: 'put them into HTTPS_PROXY: http://user:password@host:port',
    })
  }
  const { cause } = failure
  const code = codeOf(cause) ?? 'no code'
  const tls = tlsFailure(code, proxyHost, cause)
  if (tls !== undefined) return tls
  const sentence =
    failure.status === undefined
      ? `the proxy ${proxyHost} ${networkWords[code] ?? `could not be called (${code})`}`
      : `the proxy ${proxyHost} did not connect to ${host}, status ${failure.status}`
  return new AuthError('proxy_error', sentence, {
    hint: `check HTTPS_PROXY, or add ${host} to NO_PROXY`,
    cause,
  })
}
