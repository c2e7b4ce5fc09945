import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { cutAnswer } from './cut-answer.js'
import type { Fault } from './fault.js'

/** What a failure happens to. */
interface FaultScene {
  readonly socket: Socket
  readonly outgoing: ServerResponse
  /** Lets the org act. */
  readonly act: () => Promise<Response>
  /** Ends every wait when the org closes. */
  readonly closing: AbortSignal
}

/** What came of it. */
interface FaultOutcome {
  /** `undefined` when the connection was cut. */
  readonly response: Response | undefined
  /** For the ledger: what the org answered, or would have; 0 when it did not act. */
  readonly status: number
}

/**
 * Lets one scripted failure happen.
 *
 * @see cli-contract.md section 7
 */
export async function performFault(fault: Fault, scene: FaultScene): Promise<FaultOutcome> {
  if (fault.kind !== 'drip') await pause(fault.delayMs, scene.closing)
  switch (fault.kind) {
    case 'delay':
      return answered(await scene.act())
    case 'answer':
      return answered(scripted(fault, 503))
    case 'redirect':
      return answered(scripted(fault, 302))
    case 'drop-before':
      scene.socket.destroy()
      return { response: undefined, status: 0 }
    case 'drop-after': {
      const answer = await scene.act()
      if (fault.atByte === undefined) scene.socket.destroy()
      else await cutAnswer(answer, fault.atByte, scene)
      return { response: undefined, status: answer.status }
    }
    case 'drip':
      return answered(await dripping(fault, scene))
  }
}

function answered(response: Response): FaultOutcome {
  return { response, status: response.status }
}

function scripted(fault: Fault, status: number): Response {
  const headers = new Headers({
    'content-type': 'application/json;charset=UTF-8',
    ...fault.headers,
  })
  if (fault.location !== undefined) headers.set('location', fault.location)
  const code = fault.status ?? status
  const bodiless = [204, 205, 304].includes(code)
  return new Response(bodiless ? null : (fault.body ?? ''), { status: code, headers })
}

/** The scripted body, or else the org's own answer, one byte at a time. */
async function dripping(fault: Fault, scene: FaultScene): Promise<Response> {
  const whole = fault.body === undefined ? await scene.act() : scripted(fault, 200)
  const bytes = new Uint8Array(await whole.arrayBuffer())
  let next = 0
  const body = new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      if (next >= bytes.length || scene.socket.destroyed) {
        stream.close()
        return
      }
      if (next > 0) await pause(fault.delayMs, scene.closing)
      stream.enqueue(bytes.slice(next, next + 1))
      next += 1
    },
  })
  const headers = new Headers(whole.headers)
  headers.delete('content-length')
  return new Response(body, { status: whole.status, headers })
}

async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms <= 0) return
  // Aborted only when the org closes, and then nobody reads the answer.
  await wait(ms, undefined, { signal: closing, ref: false }).catch(() => undefined)
}
