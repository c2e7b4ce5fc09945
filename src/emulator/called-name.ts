import type { IncomingMessage } from 'node:http'
import { hostNames } from './role.js'

/**
 * The host name a request was sent to.
 *
 * @returns `undefined` when it is none of this port's: a name of somebody else that resolves to loopback
 * is DNS rebinding (threat T104).
 */
export function calledName(incoming: IncomingMessage, port: number): string | undefined {
  const host = incoming.headers.host?.toLowerCase()
  return hostNames.find((name) => host === `${name}:${port}`)
}
