/** The cookies of one scripted browser. */
export interface CookieJar {
  /** Takes over the `Set-Cookie` headers of an answer. */
  readonly take: (from: URL, setCookies: readonly string[]) => void
  /** The `Cookie` header for a request, `undefined` when there is nothing to send. */
  readonly header: (to: URL) => string | undefined
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly host: string
  readonly path: string
}

/** A jar as a browser keeps it: cookies know hosts and paths, but no ports. */
export function cookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()
  return {
    take: (from, setCookies) => {
      for (const line of setCookies) {
        const { cookie, gone } = parse(from, line)
        const key = JSON.stringify([cookie.host, cookie.path, cookie.name])
        if (gone) cookies.delete(key)
        else cookies.set(key, cookie)
      }
    },
    header: (to) => {
      const sent = [...cookies.values()].filter(
        (cookie) => cookie.host === to.hostname && covers(cookie.path, to.pathname),
      )
      return sent.length === 0
        ? undefined
        : sent.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
  }
}

function parse(from: URL, line: string): { readonly cookie: Cookie; readonly gone: boolean } {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
  const [name, value] = splitPair(pair)
  const attributes = new Map(
    rest.map(splitPair).map(([attribute, content]) => [attribute.toLowerCase(), content]),
  )
  const path = attributes.get('path') ?? '/'
  return { cookie: { name, value, host: from.hostname, path }, gone: isGone(attributes) }
}

function isGone(attributes: ReadonlyMap<string, string>): boolean {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = attributes.get('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}

function splitPair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 RFC 6265 §5.1.4} */
function covers(path: string, pathname: string): boolean {
  if (path === pathname) return true
  return pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
