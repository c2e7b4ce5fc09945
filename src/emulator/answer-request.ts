import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { plain } from './answers.js'
import { type Call, hasSecretInQuery, parameter, readCall } from './call.js'
import { calledName } from './called-name.js'
import { clientClaim } from './client-name.js'
import { answerPreflight, withCors } from './cors.js'
import type { Handler } from './handler.js'
import type { LedgerRequest } from './ledger.js'
import type { OrgState } from './org-state.js'
import { performFault } from './perform-fault.js'
import { hostsUnder, type Ports, type Role } from './role.js'
import { tokenPath } from './token/token-path.js'

/** What all four hosts of an org share. */
export interface Served {
  readonly org: OrgState
  readonly scheme: 'http' | 'https'
  readonly ports: Ports
  /** Aborted when the org closes. */
  readonly closing: AbortSignal
}

/** Answers one request: reads it, writes it down, and lets a scripted failure or the org act on it. */
export async function answerRequest(
  request: Request,
  env: HttpBindings,
  role: Role,
  served: Served,
  handler: Handler,
): Promise<Response> {
  const { org, scheme, ports, closing } = served
  const name = calledName(env.incoming, ports[role]) ?? '127.0.0.1'
  const call = await readCall(request, role, hostsUnder(scheme, name, ports))
  if (call === undefined) return plain('Body too large', 413)
  if (call.path.startsWith('/_emulator/')) return handler(org, call)
  const entry = writeDown(org, call)
  // A failure is scripted for the call that follows.
  const preflight = answerPreflight(org, call)
  if (preflight !== undefined) {
    entry.status = preflight.status
    return preflight
  }
  const fault = org.faults.take(call.path, parameter(call, 'grant_type'))
  const act = async (): Promise<Response> => {
    try {
      return withCors(org, call, await handler(org, call))
    } catch (cause) {
      return withCors(org, call, failed(cause))
    }
  }
  if (fault === undefined) {
    const response = await act()
    entry.status = response.status
    return response
  }
  const { incoming, outgoing } = env
  const outcome = await performFault(fault, { socket: incoming.socket, outgoing, act, closing })
  entry.status = outcome.status
  return outcome.response === undefined
    ? RESPONSE_ALREADY_SENT
    : withCors(org, call, outcome.response)
}

/** Where the Basic header of a headless login names a user and no client. */
const authorizePath = '/services/oauth2/authorize'

/** Writes a request down before anything can happen to it. */
function writeDown(org: OrgState, call: Call): LedgerRequest {
  const grantType = parameter(call, 'grant_type')
  const clientId = call.path.startsWith(authorizePath)
    ? parameter(call, 'client_id')
    : clientClaim(call).clientId
  if (call.path === tokenPath && grantType !== undefined) org.ledger.countGrant(grantType)
  return org.ledger.record({
    at: org.clock.nowMs(),
    host: call.role,
    method: call.method,
    path: call.path,
    ...(grantType === undefined ? {} : { grant_type: grantType }),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    status: 0,
    secret_in_query: hasSecretInQuery(call),
  })
}

/** Not a fault of the client: a test should see at once that the emulator is to blame. */
export function failed(cause: unknown): Response {
  return plain(`The emulator failed: ${cause instanceof Error ? cause.message : 'unknown'}`, 500)
}
