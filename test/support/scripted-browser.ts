import { cookieJar } from './cookie-jar.js'

/** Where a scripted browser ended up. */
export interface Visit {
  readonly finalUrl: string
  readonly status: number
  readonly body: string
}

const maxHops = 20

/**
 * Opens a URL as a browser would and follows every redirect, across origins and with cookies, to
 * the loopback callback of an app and past it. It reads no page and presses no button.
 *
 * A redirect into another scheme than http or https ends the visit there, as a browser would hand
 * it to an app.
 *
 * @throws {Error} After 20 redirects.
 */
export async function scriptedBrowser(url: string | URL): Promise<Visit> {
  const jar = cookieJar()
  let at = new URL(url)
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const cookie = jar.header(at)
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
    })
    const body = await response.text()
    jar.take(at, response.headers.getSetCookie())
    const location = response.headers.get('location')
    const moved = response.status >= 300 && response.status < 400 && location !== null
    if (!moved) return { finalUrl: at.href, status: response.status, body }
    at = new URL(location, at)
    if (!/^https?:$/.test(at.protocol)) return { finalUrl: at.href, status: response.status, body }
  }
  throw new Error(`still redirected after ${maxHops} hops, now to ${at.origin}${at.pathname}`)
}
