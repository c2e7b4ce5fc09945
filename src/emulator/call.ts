import { parseBody } from 'hono/utils/body'
import { parse as parseCookies } from 'hono/utils/cookie'
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

/** Reads a request. A body that cannot be parsed is as good as none. */
export async function readCall(request: Request, role: Role, hosts: Hosts): Promise<Call> {
  const url = new URL(request.url)
  const type = request.headers.get('content-type')?.toLowerCase() ?? ''
  const form = type.startsWith('multipart/form-data') ? await multipart(request) : undefined
  const body = form === undefined ? await request.text() : ''
  const urlencoded = type.startsWith('application/x-www-form-urlencoded')
  return {
    role,
    hosts,
    origin: hosts[role],
    method: request.method,
    path: normalPath(url.pathname),
    query: url.searchParams,
    form: form ?? new URLSearchParams(urlencoded ? body : ''),
    body: urlencoded ? '' : body,
    headers: request.headers,
    cookies: parseCookies(request.headers.get('cookie') ?? ''),
  }
}

async function multipart(request: Request): Promise<URLSearchParams> {
  const members = new URLSearchParams()
  const parsed = await parseBody(request, { all: true }).catch(() => ({}))
  for (const [name, values] of Object.entries(parsed)) {
    for (const value of [values].flat()) {
      if (typeof value === 'string') members.append(name, value)
    }
  }
  return members
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
