import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:net'
import { AuthError } from '../kernel/errors.js'
import type { LandingView, Listen, ListenRequest, ServerCertificate } from '../kernel/ports.js'
import { bindLoopback } from './bind-loopback.js'
import { callbackServer } from './callback-server.js'
import { firstCallback } from './first-callback.js'
import { fragmentPage } from './fragment-page.js'
import { mostDelivered } from './judge-delivery.js'
import { judgeRequest, type Address, type Place } from './judge-request.js'
import { landing, type Lead } from './landing.js'
import { loopbackRedirect } from './loopback-redirect.js'
import { readBody } from './read-body.js'
import { refuse } from './refuse.js'
import { respondEmpty, respondFragmentPage, respondLocation, respondRedirect } from './respond.js'
import { sockets } from './sockets.js'

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
 * with our `state`, has an effect, and for an answer in the fragment what the script of that page
 * brings; everything else is refused and the listener keeps waiting.
 *
 * @param certificate Asked for when the redirect URI is https, and only then.
 * @throws {AuthError} `port_in_use`, `bad_configuration`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252 §7.3, §8.3}
 */
export function loopbackListen(certificate: () => Promise<ServerCertificate>): Listen {
  return (request) => listenOnce(request, certificate)
}

/** {@link loopbackListen} for http redirect URIs: it has no certificate. */
export const listen: Listen = loopbackListen(() =>
  Promise.reject(
    new AuthError('bad_configuration', 'an https callback needs a certificate', {
      hint: 'give --callback-cert FILE --callback-key FILE, or use --paste',
    }),
  ),
)

async function listenOnce(
  request: ListenRequest,
  certificate: () => Promise<ServerCertificate>,
): ReturnType<Listen> {
  const redirect = loopbackRedirect(request.redirectUri)
  const newServer = await callbackServer(redirect.protocol, certificate)
  const paths = {
    callback: redirect.path,
    go: `/go/${unguessable()}`,
    done: `/done/${unguessable()}`,
  }
  const delivery = request.answerIn === 'fragment' ? `/answer/${unguessable()}` : undefined
  const connections = sockets(mostSockets)
  const end = landing(paths.done)
  const callback = firstCallback(request, end)
  let authorization: string | undefined
  let closed: Promise<void> | undefined

  const { port, servers } = await bindLoopback(
    redirect.addresses,
    [redirect.port, ...request.otherPorts],
    () => newServer(answer).on('connection', connections.admit),
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
    const address: Address = {
      protocol: redirect.protocol,
      hosts: redirect.hosts(incoming.socket.localPort ?? 0),
      paths,
      delivery,
    }
    const verdict = judgeRequest(incoming, address)
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
      case 'delivery':
        void takeDelivery(incoming, response)
        break
      case 'visit':
        visit(verdict.place, verdict.query, response)
    }
  }

  function visit(place: Place, query: string, response: ServerResponse): void {
    if (place === 'callback') visitCallback(query, response)
    else if (place === 'done') end.serve(response)
    else if (authorization !== undefined) respondRedirect(response, 302, authorization)
    else refuse(response, 404)
  }

  /** An error in the query counts in both cases: servers put it there when tokens would go behind `#`. */
  function visitCallback(query: string, response: ServerResponse): void {
    if (delivery === undefined || new URLSearchParams(query).has('error')) {
      take(query, response, seeOther)
    } else {
      respondFragmentPage(response, fragmentPage(delivery))
    }
  }

  async function takeDelivery(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming, mostDelivered)
    if (body.kind === 'whole') take(body.text, response, respondLocation)
    else if (body.kind === 'too-long') refuse(response, 413)
  }

  function take(given: string, response: ServerResponse, lead: Lead): void {
    callback.take(given, response, lead)
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

function seeOther(response: ServerResponse, location: string): void {
  respondRedirect(response, 303, location)
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
