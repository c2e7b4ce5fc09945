import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { openPort, type MakeServer, type OpenPort } from './listen.js'
import { roles, type Ports, type Role } from './role.js'

/** The four ports of an org, open. */
export interface OpenHosts {
  readonly ports: Ports
  /** Says who answers; until then nobody does. */
  readonly serve: (listenerOf: (role: Role) => RequestListener) => void
  readonly close: () => Promise<void>
}

/** What a server shows to prove who it is. PEM. */
export interface ServerIdentity {
  readonly key: string
  readonly cert: string
}

/**
 * Opens a port for each role: `first` to `first + 3`, or four free ones for 0.
 *
 * @throws {OrgError} `port_in_use`, and then none of them is open.
 */
export async function openHosts(
  first: number,
  identity: ServerIdentity | undefined,
): Promise<OpenHosts> {
  const make: MakeServer =
    identity === undefined
      ? createServer
      : (listener) => createTlsServer({ key: identity.key, cert: identity.cert }, listener)
  const open: OpenPort[] = []
  const listeners: Partial<Record<Role, RequestListener>> = {}
  const close = async (): Promise<void> => {
    await Promise.all(open.map((port) => port.close()))
  }
  try {
    for (const [index, role] of roles.entries()) {
      const listener: RequestListener = (request, response) => {
        listeners[role]?.(request, response)
      }
      open.push(await openPort(first === 0 ? 0 : first + index, listener, make))
    }
  } catch (cause) {
    await close()
    throw cause
  }
  const [myDomain = 0, login = 0, sandbox = 0, site = 0] = open.map(({ port }) => port)
  return {
    ports: { my_domain: myDomain, login, sandbox, site },
    serve: (listenerOf) => {
      for (const role of roles) listeners[role] = listenerOf(role)
    },
    close,
  }
}
