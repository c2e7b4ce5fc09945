import type { RequestListener, Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { OrgError } from './org-error.js'

/** Nothing but loopback, ever: an org has no option for another address. */
const families = ['127.0.0.1', '::1'] as const

/** Times another port is tried when a free one on 127.0.0.1 is taken on ::1. */
const tries = 20

/** Makes a server that answers with a listener, over TCP or TLS. */
export type MakeServer = (listener: RequestListener) => Server

/** One port, open on every loopback address there is. */
export interface OpenPort {
  readonly port: number
  /** Destroys all connections at once and closes the port. */
  readonly close: () => Promise<void>
}

/**
 * Opens a port on 127.0.0.1 and, where it exists, on ::1.
 *
 * @param port 0 for any that is free on both.
 * @throws {OrgError} `port_in_use`, naming the port.
 */
export async function openPort(
  port: number,
  listener: RequestListener,
  make: MakeServer,
): Promise<OpenPort> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = []
    const close = closer(servers)
    try {
      let chosen = port
      for (const address of families) {
        const server = make(listener)
        if (await listening(server, chosen, address)) {
          chosen = (server.address() as AddressInfo).port
          servers.push(server)
        }
      }
      return { port: chosen, close: trackSockets(servers, close) }
    } catch (cause) {
      await close()
      if (port !== 0 || attempt === tries) throw busy(port, cause)
    }
  }
}

/** @returns `false` when the computer has no such address. */
async function listening(server: Server, port: number, address: string): Promise<boolean> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: address, exclusive: true }, () => {
        server.off('error', reject)
        resolve()
      })
    })
    return true
  } catch (cause) {
    const missing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(errorCode(cause))
    if (missing && address !== families[0]) return false
    throw cause
  }
}

function closer(servers: readonly Server[]): () => Promise<void> {
  return async () => {
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    )
  }
}

/** Connections in the middle of a TLS handshake are not among those Node's http server knows. */
function trackSockets(servers: readonly Server[], close: () => Promise<void>): () => Promise<void> {
  const sockets = new Set<Socket>()
  for (const server of servers) {
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
  }
  return async () => {
    const closed = close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
}

function busy(port: number, cause: unknown): OrgError {
  const what = port === 0 ? 'no free port' : `port ${port} cannot be opened`
  const hint =
    port === 0 ? 'close some programs' : 'choose another with --port, or --port 0 for any'
  return new OrgError('port_in_use', `${what}: ${errorCode(cause)}`, hint, cause)
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
