import { parse as parseCookies } from 'hono/utils/cookie'
import { readBody } from './body.js'
import type { Hosts, Role } from './role.js'

/** One request, read whole. */
export interface Call {
  readonly role: Role
  /** All origins under the host name that was called. */
  readonly hosts: Hosts
  /** The origin that was called. */
  readonly origin: string
  readonly method: string
  /** Without double slashes. */
  readonly path: string
  readonly query: URLSearchParams
  /** The members of a urlencoded or multipart body; empty for any other body. */
  readonly form: URLSearchParams
  /** The body of any other type. */
  readonly body: string
  readonly headers: Headers
  readonly cookies: Readonly<Record<string, string>>
}

/** Drops the second of two slashes: the sf CLI asks for `//services/oauth2/token`. */
export function normalPath(path: string): string {
  return path.replace(/\/{2,}/g, '/')
}

/**
 * Reads a request.
 *
 * @returns `undefined` when its body is too large.
 */
export async function readCall(
  request: Request,
  role: Role,
  hosts: Hosts,
): Promise<Call | undefined> {
  const body = await readBody(request)
  if (body === undefined) return undefined
  const url = new URL(request.url)
  return {
    role,
    hosts,
    origin: hosts[role],
    method: request.method,
    path: normalPath(url.pathname),
    query: url.searchParams,
    form: body.form,
    body: body.text,
    headers: request.headers,
    cookies: parseCookies(request.headers.get('cookie') ?? ''),
  }
}

/** A parameter of the body or else of the query string. An empty one is as good as none. */
export function parameter(call: Call, name: string): string | undefined {
  const value = call.form.get(name) ?? call.query.get(name)
  return value === null || value === '' ? undefined : value
}

/** Names in a query string whose value is nobody's business. @see cli-contract.md sections 7 and 8.12 */
const secretNames =
  `token access_token refresh_token id_token subject_token actor_token oauth_token assertion
client_assertion client_secret code_verifier password username sid`.split(/\s+/)

/** Whether the query string carries a secret. */
export function hasSecretInQuery(call: Call): boolean {
  return [...call.query.keys()].some(
    (name) => secretNames.includes(name) && !isRequestToken(name, call),
  )
}

/** OAuth 1.0.A sends the person away with a request token in the URL, by design. */
function isRequestToken(name: string, call: Call): boolean {
  return name === 'oauth_token' && call.path.startsWith('/setup/')
}
