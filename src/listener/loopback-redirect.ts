import { AuthError } from '../kernel/errors.js'

/** A redirect URI that this program can serve itself. */
export interface LoopbackRedirect {
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
const form = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?$/

const addressesOf: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
}

const httpPort = 80
const highestPort = 65_535

/**
 * Reads a redirect URI that names this machine by `localhost`, `127.0.0.1` or `[::1]`.
 *
 * @throws {AuthError} `bad_configuration` for https, another host, a fragment, or a path that a
 * browser would ask for in another spelling.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252 §7.3}
 */
export function loopbackRedirect(redirectUri: string): LoopbackRedirect {
  const match = form.exec(redirectUri)
  const host = match?.[1]
  const addresses = host === undefined ? undefined : addressesOf[host]
  if (host === undefined || addresses === undefined) throw notServable(redirectUri)
  const [, , givenPort, path = '', query = ''] = match ?? []
  const port = givenPort === undefined ? httpPort : Number(givenPort)
  if (port > highestPort || !isNormal(path)) throw notServable(redirectUri)
  const origin = (real: number): string => `http://${host}:${real}`
  return {
    addresses,
    port,
    path: path === '' ? '/' : path,
    uri: (real) => (real === port ? redirectUri : `${origin(real)}${path}${query}`),
    origin,
    hosts: (real) => (real === httpPort ? [host, `${host}:${real}`] : [`${host}:${real}`]),
  }
}

function isNormal(path: string): boolean {
  return path === '' || new URL(`http://localhost${path}`).pathname === path
}

function notServable(redirectUri: string): AuthError {
  if (redirectUri.startsWith('https:')) {
    return new AuthError('bad_configuration', `${redirectUri} is https and cannot be served here`, {
      hint: 'use --paste, or register an http callback URL on localhost',
    })
  }
  return new AuthError('bad_configuration', `${redirectUri} is not a loopback callback URL`, {
    hint: 'use one such as http://localhost:1717/OauthRedirect that is registered in the app, or --paste',
  })
}
