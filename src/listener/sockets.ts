import type { Socket } from 'node:net'

/** The open connections of all servers of a listener. */
export interface Sockets {
  /** Counts a new connection; over the limit the oldest one that may go is destroyed. */
  readonly admit: (socket: Socket) => void
  /** Exempts a connection from making room for others. */
  readonly keep: (socket: Socket) => void
  readonly destroyAll: () => void
}

/**
 * Holds at most that many connections. The oldest gives way, not the newest: a browser sends its
 * request at once, while a connection that was opened to fill the place says nothing.
 */
export function sockets(limit: number): Sockets {
  const open = new Set<Socket>()
  // By peer: over TLS the socket of an answer is another object than the one that was admitted.
  const kept = new Set<string>()
  return {
    admit: (socket) => {
      if (open.size >= limit) {
        const leaving = [...open].find((candidate) => !kept.has(peerOf(candidate))) ?? socket
        open.delete(leaving)
        leaving.destroy()
        if (leaving === socket) return
      }
      const peer = peerOf(socket)
      open.add(socket)
      socket.once('close', () => {
        open.delete(socket)
        kept.delete(peer)
      })
    },
    keep: (socket) => {
      if (!socket.destroyed) kept.add(peerOf(socket))
    },
    destroyAll: () => {
      for (const socket of open) socket.destroy()
    },
  }
}

function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
