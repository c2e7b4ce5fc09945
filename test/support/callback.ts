import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An app's redirect endpoint on loopback, which remembers what it was called with. */
export interface Callback extends AsyncDisposable {
  readonly redirectUri: string
  /** The URL of the one redirect received so far. */
  readonly received: () => URL
}

/** Listens on a free port of 127.0.0.1 and answers the redirect with a 303 to a plain page. */
export async function startCallback(path: string): Promise<Callback> {
  const calls: URL[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin())
    if (url.pathname === path) calls.push(url)
    if (url.pathname === path) response.writeHead(303, { location: '/done' }).end()
    else response.writeHead(url.pathname === '/done' ? 200 : 404).end('done')
  })
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    redirectUri: `${origin()}${path}`,
    received: () => {
      const [call, ...others] = calls
      if (call === undefined || others.length > 0) {
        throw new Error(`expected one call of the callback, got ${calls.length}`)
      }
      return call
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
