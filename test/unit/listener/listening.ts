import { onTestFinished } from 'vitest'
import { loopbackListen } from '../../../src/listener/loopback.js'
import type {
  CallbackListener,
  LandingView,
  ListenRequest,
  ServerCertificate,
} from '../../../src/kernel/ports.js'
import { rawHttp, type RawAnswer, type RawRequest } from './raw-http.js'

export const state = 'st8-3f9c1c2c7b0e4f6db1d2'
export const never = new AbortController().signal

export const success: Extract<LandingView, { kind: 'success' }> = {
  kind: 'success',
  profile: 'default',
  user: 'ada@example.com',
  server: 'acme.my.salesforce.com',
  orgId: '00D000000000001EAA',
  scopes: ['api', 'refresh_token'],
}

/** A listener on a free port that is disposed with the test, and a way to talk to it. */
export interface Listening {
  readonly listener: CallbackListener
  readonly authority: string
  readonly port: number
  readonly send: (request: RawRequest) => Promise<RawAnswer>
  /** Visits the callback path with that query. */
  readonly call: (query: string, headers?: readonly string[]) => Promise<RawAnswer>
}

export async function listening(
  given: Partial<ListenRequest> = {},
  certificate: () => Promise<ServerCertificate> = noCertificate,
): Promise<Listening> {
  const listener = await loopbackListen(certificate)({
    redirectUri: 'http://127.0.0.1:0/callback',
    answerIn: 'query',
    otherPorts: [],
    state,
    ...given,
  })
  const calls: Promise<RawAnswer>[] = []
  onTestFinished(async () => {
    listener.finish(success)
    const disposed = listener[Symbol.asyncDispose]()
    const pages = (await Promise.all(calls)).flatMap(({ headers }) => headers['location'] ?? [])
    // Disposal waits for the page, so somebody has to fetch it.
    if (pages[0] !== undefined) await send({ target: pages[0] })
    await disposed
  })
  const { protocol, host, port, pathname } = new URL(listener.redirectUri)
  const address = host.startsWith('[') ? '::1' : '127.0.0.1'
  const send = (request: RawRequest): Promise<RawAnswer> =>
    rawHttp(host, { address, secure: protocol === 'https:', ...request })
  return {
    listener,
    authority: host,
    port: Number(port),
    send,
    call: (query, headers = []) => {
      const call = send({ target: `${pathname}?${query}`, headers })
      calls.push(call)
      return call
    },
  }
}

/** Whether the promise has settled by now, after everything that is ready has run. */
export async function settled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  const soon = new Promise((resolve) => setTimeout(() => resolve(pending), 20))
  return (await Promise.race([promise, soon])) !== pending
}

function noCertificate(): Promise<never> {
  return Promise.reject(new Error('nobody asks for a certificate here'))
}
