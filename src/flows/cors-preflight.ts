import type { Fetch, HttpAnswer } from '../kernel/ports.js'

/** A request that a web page would like to make. */
export interface CorsRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** Lower-case names of the headers a browser asks about; none makes the request a simple one. */
  readonly headers: readonly string[]
}

/** How a server answered a browser's question. */
export interface CorsAnswer {
  /** Whether the page would be let through. */
  readonly open: boolean
  /** Whether the question was answered at all, with a status of success. */
  readonly answered: boolean
}

/**
 * Asks what a browser asks before a web page may call: a preflight, or, for a request that needs none, the
 * request itself. Nothing secret is sent, and credentials are taken to be omitted.
 *
 * @param origin As browsers send it: scheme, host and port.
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch, CORS-preflight fetch}
 */
export async function askCors(
  request: CorsRequest,
  origin: string,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<CorsAnswer> {
  const { url, method, headers } = request
  if (headers.length === 0) {
    const answer = await ports.fetch(
      { method, url, headers: { origin, accept: 'application/json' }, body: undefined },
      signal,
    )
    return { open: allowsOrigin(answer, origin), answered: isSuccess(answer) }
  }
  const answer = await ports.fetch(
    {
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': [...headers].sort().join(','),
      },
      body: undefined,
    },
    signal,
  )
  const answered = isSuccess(answer)
  return { open: answered && allowsOrigin(answer, origin) && allows(answer, request), answered }
}

/** A signal for one of many requests at a time: so many listeners on one signal would look like a leak. */
export function follower(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal])
}

/**
 * The methods GET and POST and the Content-Type of a form need no permission of their own, and `*` does not
 * stand for Authorization.
 */
function allows(answer: HttpAnswer, { headers }: CorsRequest): boolean {
  const allowed = listOf(answer, 'access-control-allow-headers')
  return headers.every(
    (name) =>
      name === 'content-type' ||
      allowed.includes(name) ||
      (allowed.includes('*') && name !== 'authorization'),
  )
}

function allowsOrigin(answer: HttpAnswer, origin: string): boolean {
  const allowed = answer.headers['access-control-allow-origin']?.trim()
  return allowed === '*' || allowed === origin
}

function listOf(answer: HttpAnswer, name: string): readonly string[] {
  return (answer.headers[name] ?? '').split(',').map((word) => word.trim().toLowerCase())
}

/** A redirect is none: browsers do not follow one for a preflight. */
function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status <= 299
}
