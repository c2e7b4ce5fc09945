import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { expect, onTestFinished } from 'vitest'
import { undiciFetch, type UndiciFetchOptions } from '../../../src/http/undici-fetch.js'
import type { Fetch } from '../../../src/kernel/ports.js'
import type { ServerCertificate } from './certificates.js'
import { serveTcp } from './servers.js'

/** A server below HTTP and every byte it was sent. */
export interface Wire {
  readonly port: number
  readonly url: string
  readonly connections: readonly Socket[]
  /** Of all its connections, in the order of arrival; behind TLS what TLS carried. */
  readonly bytes: () => string
}

/** What a server below HTTP does with a connection, and with the request when it is whole. */
export interface Manners {
  readonly connected?: (socket: Socket) => void
  readonly asked?: (socket: Socket, request: string) => void
}

export const okAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** Answers like any server. */
export const polite: Manners = { asked: (socket) => socket.end(okAnswer) }

export async function wire(manners: Manners = polite): Promise<Wire> {
  let bytes = ''
  const meet = meeting(manners, (more) => (bytes += more))
  const { port, url, connections } = await serveTcp(meet)
  return { port, url, connections, bytes: () => bytes }
}

export async function tlsWire(
  certificate: ServerCertificate,
  manners: Manners = polite,
): Promise<Wire> {
  let bytes = ''
  const connections: Socket[] = []
  const meet = meeting(manners, (more) => (bytes += more))
  const server = createTlsServer({ ...certificate }, (socket) => {
    socket.on('error', () => undefined)
    connections.push(socket)
    meet(socket)
  })
  // Its side of a handshake that the client breaks off.
  server.on('tlsClientError', () => undefined)
  const port = await new Promise<number>((resolve) => {
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      resolve((server.address() as { port: number }).port)
    })
  })
  onTestFinished(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { port, url: `https://localhost:${port}`, connections, bytes: () => bytes }
}

function meeting(
  { connected, asked }: Manners,
  keep: (bytes: string) => void,
): (socket: Socket) => void {
  return (socket) => {
    let received = ''
    connected?.(socket)
    socket.on('data', (chunk) => {
      keep(chunk.toString('latin1'))
      received += chunk.toString('latin1')
      if (isWhole(received)) asked?.(socket, received)
    })
  }
}

function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n')
  if (end === -1) return false
  const length = /^content-length: (\d+)$/im.exec(request.slice(0, end))?.[1] ?? '0'
  return request.length >= end + 4 + Number(length)
}

export function fetching(options: Partial<UndiciFetchOptions> = {}): Fetch {
  return undiciFetch({ userAgent: 'oauthctl/0.0.0-test', env: {}, ...options })
}

/** Waits until the other side has ended every connection, of which there is one at least. */
export async function allClosed({ connections }: Pick<Wire, 'connections'>): Promise<void> {
  await expect.poll(() => connections.length).toBeGreaterThan(0)
  await expect.poll(() => connections.every((socket) => socket.closed)).toBe(true)
}

/** Both hooks of a request and when they were called. */
export interface Hooks {
  readonly beforeSend: () => Promise<void>
  readonly afterSend: () => void
  readonly calls: readonly string[]
}

/** @param during What `beforeSend` does. */
export function hooks(during: () => Promise<void> | void = () => undefined): Hooks {
  const calls: string[] = []
  return {
    calls,
    beforeSend: async () => {
      calls.push('before')
      await during()
      calls.push('ready')
    },
    afterSend: () => calls.push('after'),
  }
}
