import { AuthError } from '../kernel/errors.js'

/** A redirect URI that this program can serve itself. */
export interface LoopbackRedirect {
  readonly protocol: 'http' | 'https'
  /** Literal addresses to bind, all with the same port. */
  readonly addresses: readonly string[]
  /** 0 stands for any free port. */
  readonly port: number
  /** The path of a genuine callback, byte for byte. */
  readonly path: string
  /** The redirect URI with that port in it. */
  readonly uri: (port: number) => string
  /** Scheme and authority, always with the port. */
  readonly origin: (port: number) => string
  /** Every `Host` header that means exactly this authority. */
  readonly hosts: (port: number) => readonly string[]
}

// Matched as written: a URL parser would turn `127.1`, `0x7f.1` and full-width digits into 127.0.0.1.
const form = /^(https?):\/\/(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?$/

const addressesOf: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
}

const defaultPortOf = { http: 80, https: 443 } as const
const highestPort = 65_535

/**
 * Reads a redirect URI that names this machine by `localhost`, `127.0.0.1` or `[::1]`.
 *
 * @throws {AuthError} `bad_configuration` for another scheme or host, a fragment, or a path that a
 * browser would ask for in another spelling.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252 §7.3}
 */
export function loopbackRedirect(redirectUri: string): LoopbackRedirect {
  const match = form.exec(redirectUri)
  const [, scheme, host = '', givenPort, path = '', query = ''] = match ?? []
  const addresses = addressesOf[host]
  if (addresses === undefined) throw notServable(redirectUri)
  const protocol = scheme === 'https' ? 'https' : 'http'
  const defaultPort = defaultPortOf[protocol]
  const port = givenPort === undefined ? defaultPort : Number(givenPort)
  if (port > highestPort || !isNormal(path)) throw notServable(redirectUri)
  const origin = (real: number): string => `${protocol}://${host}:${real}`
  return {
    protocol,
    addresses,
    port,
    path: path === '' ? '/' : path,
    uri: (real) => (real === port ? redirectUri : `${origin(real)}${path}${query}`),
    origin,
    hosts: (real) => (real === defaultPort ? [host, `${host}:${real}`] : [`${host}:${real}`]),
  }
}

function isNormal(path: string): boolean {
  return path === '' || new URL(`http://localhost${path}`).pathname === path
}

function notServable(redirectUri: string): AuthError {
  return new AuthError('bad_configuration', `${redirectUri} is not a loopback callback URL`, {
    hint: 'use --paste, which takes any callback (a custom scheme, /services/oauth2/success of the org, a site of yours), or one such as http://localhost:1717/OauthRedirect that is registered in the app',
  })
}
