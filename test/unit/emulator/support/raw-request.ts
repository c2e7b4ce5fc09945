import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { once } from 'node:events'
import type { ReadyApp } from '../../../../src/emulator/index.js'
import { credentials, params } from './client.js'

/** A refresh, as the bytes of a request. */
export function refreshBytes(host: string, app: ReadyApp, refreshToken: string): string {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, ...credentials(app) }
  const body = params(form).toString()
  return [
    'POST /services/oauth2/token HTTP/1.1',
    `Host: ${new URL(host).host}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** A connection to a host. @param ca PEM, for https. */
export async function openSocket(host: string, ca?: string): Promise<Socket> {
  const { hostname, port } = new URL(host)
  const to = { host: hostname, port: Number(port) }
  if (ca === undefined) {
    const socket = connect(to)
    await once(socket, 'connect')
    return socket
  }
  const socket = connectTls({ ...to, ca })
  await once(socket, 'secureConnect')
  return socket
}

/** What arrived of an answer until the connection ended. */
export interface Received {
  /** Empty when not even the status line did. */
  readonly head: string
  readonly body: string
}

/** Sends a request and reads until the org closes. */
export async function exchanged(socket: Socket, request: string): Promise<Received> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  // However the org closes is an end.
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(request)
  await closed
  const bytes = Buffer.concat(chunks).toString('latin1')
  const end = bytes.indexOf('\r\n\r\n')
  return end < 0
    ? { head: bytes, body: '' }
    : { head: bytes.slice(0, end), body: bytes.slice(end + 4) }
}
