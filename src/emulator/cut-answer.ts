import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connection an answer goes to. */
interface Connection {
  readonly socket: Socket
  readonly outgoing: ServerResponse
}

/**
 * Sends the head of an answer and the first bytes of its body, announced in full, and cuts the connection.
 *
 * @param atByte Bytes of the body that arrive; all of them when it has no more.
 */
export async function cutAnswer(
  answer: Response,
  atByte: number,
  { socket, outgoing }: Connection,
): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer())
  // Node makes an error of a write to a client that has gone.
  if (socket.destroyed) return
  outgoing.statusCode = answer.status
  for (const [name, value] of answer.headers) outgoing.appendHeader(name, value)
  outgoing.setHeader('content-length', body.length)
  outgoing.flushHeaders()
  if (atByte > 0) outgoing.write(body.subarray(0, atByte))
  // Written behind the rest, so that the rest has left when this is called.
  socket.write('', () => socket.destroy())
}
