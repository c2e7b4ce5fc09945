import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What a relay does with a request that is whole: bring it to the server, perhaps more than once. */
type Deliver = (request: string, client: Socket) => Promise<void>

/** A relay on a free loopback port. */
export interface Relay extends AsyncDisposable {
  readonly origin: string
  readonly port: number
  /** Every request that came, each on the connection of its number. */
  readonly requests: readonly { readonly connection: number; readonly text: string }[]
  readonly connections: () => number
}

/** How a relay treats its clients. */
interface Manners {
  /** Told of each connection, by its number from 1, before anything was read. */
  readonly connected?: (socket: Socket, number: number) => void
  readonly deliver: Deliver
}

/** Stands between a client and a server, below HTTP. */
export async function relay({ connected, deliver }: Manners): Promise<Relay> {
  const sockets = new Set<Socket>()
  const requests: { connection: number; text: string }[] = []
  let connections = 0
  const server = createServer((client) => {
    const connection = (connections += 1)
    sockets.add(client)
    client.on('error', () => undefined)
    connected?.(client, connection)
    let text = ''
    client.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!isWhole(text)) return
      requests.push({ connection, text })
      // What it was given is gone when the client is.
      deliver(text, client).catch(() => client.destroy())
      text = ''
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Brings a request to a server that accepts its own name only, and gives what it answered until it hung up. */
export async function ask(origin: string, request: string): Promise<string> {
  const { hostname, port, host } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.setEncoding('latin1').write(request.replace(/^(host: )[^\r]+/im, `$1${host}`), 'latin1')
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}

/** Brings each request on as it came. */
export function deliverTo(origin: string): Deliver {
  return async (request, client) => {
    client.end(await ask(origin, request), 'latin1')
  }
}

function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n')
  if (end === -1) return false
  const length = /^content-length: (\d+)$/im.exec(request.slice(0, end))?.[1] ?? '0'
  return request.length >= end + 4 + Number(length)
}
