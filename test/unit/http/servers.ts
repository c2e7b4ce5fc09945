import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import {
  connect,
  createServer as createTcpServer,
  type Server as NetServer,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'
import type { HttpRequest } from '../../../src/kernel/ports.js'
import type { ServerCertificate } from './certificates.js'

/** A server on a free loopback port and what it has seen. */
export interface Served {
  readonly port: number
  readonly url: string
  readonly connections: readonly Socket[]
  readonly requests: readonly { readonly head: IncomingMessage; readonly body: () => string }[]
}

export const never = new AbortController().signal

export function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: {}, body: undefined, ...more }
}

export function post(url: string, body: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url, headers, body, ...more }
}

export function serve(answer: RequestListener): Promise<Served> {
  return started(createServer(), 'http', answer)
}

export function serveTls(certificate: ServerCertificate, answer: RequestListener): Promise<Served> {
  return started(createTlsServer({ ...certificate }), 'https', answer)
}

async function started(server: Server, scheme: string, answer: RequestListener): Promise<Served> {
  const connections: Socket[] = []
  const requests: { head: IncomingMessage; body: () => string }[] = []
  server.on('connection', (socket) => connections.push(socket))
  server.on('request', (head, response) => {
    let body = ''
    head.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    requests.push({ head, body: () => body })
    answer(head, response)
  })
  const port = await listening(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, url: `${scheme}://localhost:${port}`, connections, requests }
}

/** A server below HTTP. */
export async function serveTcp(meet: (socket: Socket) => void): Promise<Served> {
  const connections: Socket[] = []
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    connections.push(socket)
    meet(socket)
    // Only a socket that is read notices that the other side has gone.
    socket.resume()
  })
  const port = await listening(server)
  onTestFinished(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { port, url: `http://localhost:${port}`, connections, requests: [] }
}

export interface Tunnel {
  readonly target: string
  readonly authorization: string | undefined
}

/** A proxy that leads every tunnel to that port, whatever host was asked for. */
export async function proxyTo(
  port: number,
): Promise<Served & { readonly tunnels: readonly Tunnel[] }> {
  const tunnels: Tunnel[] = []
  const server = createServer((_, response) => response.writeHead(500).end('no plain forwarding'))
  const connections: Socket[] = []
  server.on('connection', (socket) => connections.push(socket))
  server.on('connect', (head, socket) => {
    tunnels.push({ target: head.url ?? '', authorization: head.headers['proxy-authorization'] })
    const onward = connect({ host: '127.0.0.1', port }, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward]) end.on('error', () => onward.destroy())
    onTestFinished(() => void onward.destroy())
  })
  const own = await listening(server)
  onTestFinished(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  return { port: own, url: `http://127.0.0.1:${own}`, connections, requests: [], tunnels }
}

async function listening(server: NetServer): Promise<number> {
  server.listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}
