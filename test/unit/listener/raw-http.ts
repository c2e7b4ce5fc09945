import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number
  /** Lower-case names; repeated headers are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface RawRequest {
  readonly method?: string
  /** The request target, byte for byte. */
  readonly target: string
  /** Header lines; `Host` is added unless one is given here. */
  readonly headers?: readonly string[]
  /** Sends no `Host` at all. */
  readonly noHost?: boolean
  readonly address?: string
  readonly version?: string
  /** Over TLS, whoever signed the certificate. */
  readonly secure?: boolean
  readonly body?: string
}

/** Sends exactly those bytes and reads until the other side closes. */
export async function rawHttp(authority: string, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', target, headers = [], version = '1.1', body = '' } = request
  const hosts = headers.some((line) => /^host:/i.test(line)) || request.noHost === true
  const head = [
    `${method} ${target} HTTP/${version}`,
    ...(hosts ? [] : [`Host: ${authority}`]),
    ...headers,
  ]
  const port = Number(authority.slice(authority.lastIndexOf(':') + 1))
  const where = { host: request.address ?? '127.0.0.1', port }
  const socket =
    request.secure === true ? connectTls({ ...where, rejectUnauthorized: false }) : connect(where)
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return parsed(await everything(socket))
}

/** Everything the other side sends until it closes, however it closes. */
export function everything(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

function parsed(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value
  }
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}
