import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { OpenSignpost } from '../kernel/ports.js'
import { bindLoopback } from './bind-loopback.js'
import { refuse } from './refuse.js'
import { respondRedirect } from './respond.js'
import { sockets } from './sockets.js'

const address = '127.0.0.1'
const mostSockets = 16
const limits = { maxHeaderSize: 32 * 1024, headersTimeout: 5_000, requestTimeout: 10_000 }

/**
 * Opens a loopback URL of ours that leads a browser to a page of a server, so that no URL made by a server
 * is ever handed to another process, and a single-use link stands in no list of processes.
 *
 * @param target An absolute URL.
 */
export const openSignpost: OpenSignpost = async (target) => {
  const path = `/go/${randomBytes(16).toString('base64url')}`
  const connections = sockets(mostSockets)
  let arrived: () => void = () => undefined
  const visited = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const { port, servers } = await bindLoopback([address], [0], () =>
    createServer(limits, answer).on('connection', connections.admit),
  )

  return {
    url: `http://${address}:${port}${path}`,
    visited: (signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => reject(signal.reason as Error)
        if (signal.aborted) abort()
        signal.addEventListener('abort', abort, { once: true })
        void visited.then(resolve)
      }),
    [Symbol.asyncDispose]: async () => {
      const closed = servers.map(
        (server) => new Promise<void>((resolve) => server.close(() => resolve())),
      )
      connections.destroyAll()
      await Promise.all(closed)
    },
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.host !== `${address}:${port}`) refuse(response, 421)
    else if (request.url !== path) refuse(response, 404)
    else if (request.method !== 'GET') refuse(response, 405)
    else {
      response.once('close', arrived)
      respondRedirect(response, 302, target)
    }
  }
}
