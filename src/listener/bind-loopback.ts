import type { Server } from 'node:net'
import { AuthError } from '../kernel/errors.js'

/** Servers on the same port of every loopback address that exists here. */
export interface Binding {
  readonly port: number
  readonly servers: readonly Server[]
}

interface BusyPort {
  readonly kind: 'busy'
  readonly address: string
  readonly port: number
  readonly cause: NodeJS.ErrnoException
}

type Attempt = { readonly kind: 'bound'; readonly binding: Binding } | BusyPort

const absent: ReadonlySet<string | undefined> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])
const taken: ReadonlySet<string | undefined> = new Set(['EADDRINUSE', 'EACCES'])

// A port that is free on one family is free on the other but for rare accidents.
const freePortAttempts = 20

/**
 * Binds the first of the ports that is free on every address.
 *
 * An address this machine does not have is left out. One whose port is taken is a refusal: whoever
 * holds it would receive callbacks meant for us (RFC 8252 §8.3).
 *
 * @param addresses Literal addresses.
 * @param ports Tried in order; 0 stands for any free port.
 * @throws {AuthError} `port_in_use` naming each port and address, `bad_configuration` when no
 * address exists.
 */
export async function bindLoopback(
  addresses: readonly string[],
  ports: readonly number[],
  newServer: () => Server,
): Promise<Binding> {
  const busy: BusyPort[] = []
  for (const port of ports) {
    const attempts = port === 0 ? freePortAttempts : 1
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await bindPort(addresses, port, newServer)
      if (outcome.kind === 'bound') return outcome.binding
      if (attempt === attempts) busy.push(outcome)
    }
  }
  throw portsInUse(busy)
}

async function bindPort(
  addresses: readonly string[],
  port: number,
  newServer: () => Server,
): Promise<Attempt> {
  const servers: Server[] = []
  let real = port
  for (const address of addresses) {
    const server = newServer()
    try {
      real = await listening(server, address, real)
      servers.push(server)
    } catch (error) {
      const cause = error as NodeJS.ErrnoException
      if (absent.has(cause.code)) continue
      for (const bound of servers) bound.close()
      if (taken.has(cause.code)) return { kind: 'busy', address, port: real, cause }
      throw error
    }
  }
  if (servers.length === 0) throw noLoopback(addresses)
  return { kind: 'bound', binding: { port: real, servers } }
}

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    // Stays: a server that cannot accept one connection says so by an error, and goes on.
    server.on('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port)
    })
  })
}

function portsInUse(busy: readonly BusyPort[]): AuthError {
  const sentence = busy
    .map(({ port, address, cause }) =>
      cause.code === 'EACCES'
        ? `port ${port} on ${address} needs more rights`
        : `port ${port} is already in use on ${address}`,
    )
    .join(', ')
  return new AuthError('port_in_use', sentence, {
    hint: 'choose another port with --port (its callback URL must be registered in the app), or use --paste',
    cause: busy[0]?.cause,
  })
}

function noLoopback(addresses: readonly string[]): AuthError {
  return new AuthError('bad_configuration', `this machine has no ${addresses.join(' and no ')}`, {
    hint: 'use --paste, which needs no listener',
  })
}
