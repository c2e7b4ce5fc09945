import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { plain } from './answers.js'
import { type Call, hasSecretInQuery, normalPath, parameter, readCall } from './call.js'
import { clientClaim } from './client-name.js'
import type { Fault } from './fault.js'
import type { Handler } from './handler.js'
import type { LedgerRequest } from './ledger.js'
import type { OrgState } from './org-state.js'
import { performFault } from './perform-fault.js'
import { hostNames, hostsUnder, type Ports, type Role } from './role.js'
import { routesOf, tokenPath } from './routes.js'

/** What all four hosts of an org share. */
export interface ListenerNeeds {
  readonly org: OrgState
  readonly scheme: 'http' | 'https'
  readonly ports: Ports
  /** Aborted when the org closes. */
  readonly closing: AbortSignal
}

const mostBodyBytes = 4 * 1024 * 1024

interface Env {
  Bindings: HttpBindings
}

/** Answers the requests at the port of one role. */
export function roleListener(role: Role, needs: ListenerNeeds): RequestListener {
  const app = new Hono<Env>({ getPath: (request) => normalPath(new URL(request.url).pathname) })
  app.use(bodyLimit({ maxSize: mostBodyBytes, onError: () => plain('Body too large', 413) }))
  for (const [path, handler] of routesOf(role)) {
    app.all(path, (context) => answer(context.req.raw, context.env, role, needs, handler))
  }
  app.all('*', (context) => answer(context.req.raw, context.env, role, needs, notFound))
  app.onError((error) => plain(`The emulator failed: ${error.message}`, 500))

  const listener = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  })
  return (incoming, outgoing) => {
    if (calledName(incoming, needs.ports[role]) === undefined) {
      // A name of somebody else that resolves to loopback is DNS rebinding (threat T104).
      outgoing.writeHead(421, { 'content-type': 'text/plain;charset=UTF-8', connection: 'close' })
      outgoing.end('Misdirected request: this org answers to 127.0.0.1, localhost and [::1] only\n')
      return
    }
    void listener(incoming, outgoing)
  }
}

const notFound: Handler = () => plain('Not found', 404)

async function answer(
  request: Request,
  env: HttpBindings,
  role: Role,
  needs: ListenerNeeds,
  handler: Handler,
): Promise<Response> {
  const { org, scheme, ports, closing } = needs
  const name = calledName(env.incoming, ports[role]) ?? '127.0.0.1'
  const call = await readCall(request, role, hostsUnder(scheme, name, ports))
  if (call.path.startsWith('/_emulator/')) return handler(org, call)
  const { entry, fault } = arrive(org, call)
  const act = async (): Promise<Response> => handler(org, call)
  if (fault === undefined) {
    const response = await act()
    entry.status = response.status
    return response
  }
  const outcome = await performFault(fault, { socket: env.incoming.socket, act, closing })
  entry.status = outcome.status
  return outcome.response ?? RESPONSE_ALREADY_SENT
}

/** Writes a request down before anything can happen to it, and finds out what will. */
function arrive(
  org: OrgState,
  call: Call,
): { readonly entry: LedgerRequest; readonly fault: Fault | undefined } {
  const grantType = parameter(call, 'grant_type')
  const { clientId } = clientClaim(call)
  if (call.path === tokenPath && grantType !== undefined) org.ledger.countGrant(grantType)
  const entry = org.ledger.record({
    at: org.clock.nowMs(),
    host: call.role,
    method: call.method,
    path: call.path,
    ...(grantType === undefined ? {} : { grant_type: grantType }),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    status: 0,
    secret_in_query: hasSecretInQuery(call),
  })
  return { entry, fault: org.faults.take(call.path, grantType) }
}

/** The host name a request was sent to, if it is one of this port's. */
function calledName(incoming: IncomingMessage, port: number): string | undefined {
  const host = incoming.headers.host?.toLowerCase()
  return hostNames.find((name) => host === `${name}:${port}`)
}
