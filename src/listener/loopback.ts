import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AuthError } from '../kernel/errors.js'
import type { LandingView, Listen } from '../kernel/ports.js'
import { bindLoopback } from './bind-loopback.js'
import { firstCallback } from './first-callback.js'
import { judgeRequest, type Place } from './judge-request.js'
import { landing } from './landing.js'
import { loopbackRedirect } from './loopback-redirect.js'
import { refuse } from './refuse.js'
import { respondEmpty, respondRedirect } from './respond.js'
import { sockets } from './sockets.js'

const limits = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 500,
}
const mostSockets = 64
const pagePatienceMs = 2_000

const unfinished: LandingView = {
  kind: 'failure',
  title: 'The login did not finish',
  message: 'oauthctl stopped before it had a token.',
  hint: 'Look at the terminal for the reason, then log in again.',
}

/**
 * Binds the callback listener of one login on this machine's loopback addresses.
 *
 * Nothing but a visit to the exact callback path, under the exact authority of the redirect URI and
 * with our `state`, has an effect; everything else is refused and the listener keeps waiting.
 *
 * @throws {AuthError} `port_in_use`, `bad_configuration`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252 §7.3, §8.3}
 */
export const listen: Listen = async (request) => {
  const redirect = loopbackRedirect(request.redirectUri)
  const paths = {
    callback: redirect.path,
    go: `/go/${unguessable()}`,
    done: `/done/${unguessable()}`,
  }
  const connections = sockets(mostSockets)
  const end = landing(paths.done)
  const callback = firstCallback(request.state, end)
  let authorization: string | undefined
  let closed: Promise<void> | undefined

  const { port, servers } = await bindLoopback(
    redirect.addresses,
    [redirect.port, ...request.otherPorts],
    () => createServer(limits, answer).on('connection', connections.admit),
  )

  return {
    redirectUri: redirect.uri(port),
    visitUrl: (authorizationUrl) => {
      authorization = webAddress(authorizationUrl)
      return `${redirect.origin(port)}${paths.go}`
    },
    received: callback.received,
    finish: end.finish,
    [Symbol.asyncDispose]: () => (closed ??= close()),
  }

  function answer(incoming: IncomingMessage, response: ServerResponse): void {
    const verdict = judgeRequest(incoming, {
      hosts: redirect.hosts(incoming.socket.localPort ?? 0),
      paths,
    })
    switch (verdict.kind) {
      case 'refused':
        refuse(response, verdict.status)
        break
      case 'passive':
        refuse(response, 403)
        break
      case 'preflight':
        allowVisit(response, verdict.origin)
        break
      case 'visit':
        visit(verdict.place, verdict.query, response)
    }
  }

  function visit(place: Place, query: string, response: ServerResponse): void {
    if (place === 'callback') takeCallback(query, response)
    else if (place === 'done') end.serve(response)
    else if (authorization !== undefined) respondRedirect(response, 302, authorization)
    else refuse(response, 404)
  }

  function takeCallback(query: string, response: ServerResponse): void {
    callback.take(query, response)
    if (!response.writableEnded && response.socket !== null) connections.keep(response.socket)
  }

  async function close(): Promise<void> {
    end.finish(unfinished)
    await end.delivered(pagePatienceMs)
    const all = servers.map(closing)
    connections.destroyAll()
    await Promise.all(all)
  }
}

function unguessable(): string {
  return randomBytes(16).toString('base64url')
}

function allowVisit(response: ServerResponse, origin: string): void {
  respondEmpty(response, 204, {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET',
    'access-control-allow-private-network': 'true',
    vary: 'origin',
  })
}

function webAddress(authorizationUrl: string): string {
  const url = URL.canParse(authorizationUrl) ? new URL(authorizationUrl) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href
  throw new AuthError('bad_metadata', 'the authorization endpoint is not a web address', {
    hint: 'check the server with oauthctl discover',
  })
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
  })
}
