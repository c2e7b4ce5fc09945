import { AuthError } from '../kernel/errors.js'

/** The time limits of one exchange, and the one signal that ends it for whatever reason. */
export interface Deadlines extends Disposable {
  /** Aborted by the caller, by a limit, or by disposal. Its reason is what to throw. */
  readonly signal: AbortSignal
  /** Tells that bytes of the body arrived. The first call starts the limit for silence. */
  readonly heard: () => void
}

/** How long an exchange may take: the longer of the two. */
export interface TimeLimits {
  /** Of every exchange of the run. */
  readonly runMs: number
  /** Of this exchange at least, when its request asks for it. */
  readonly requestMs: number | undefined
}

// What `setTimeout` takes; anything longer fires at once.
const longestTimerMs = 2 ** 31 - 1

/**
 * Starts the clock of an exchange. A body that stops half-way is given half of the whole time.
 */
export function deadlines(
  host: string,
  { runMs, requestMs = 0 }: TimeLimits,
  caller: AbortSignal,
): Deadlines {
  const timeoutMs = Math.max(runMs, requestMs)
  // Less than what the request asks for would change nothing.
  const amount = requestMs > runMs ? `more than ${inSeconds(requestMs)}` : 'more time'
  const ending = new AbortController()
  const forward = (): void => {
    ending.abort(caller.reason)
  }
  const startTimer = (ms: number, sentence: string): NodeJS.Timeout => {
    const fire = (): void => {
      ending.abort(
        new AuthError('timeout', sentence, { hint: `allow ${amount} with --timeout SECONDS` }),
      )
    }
    return setTimeout(fire, Math.min(ms, longestTimerMs))
  }
  const whole = startTimer(timeoutMs, `${host} did not answer within ${inSeconds(timeoutMs)}`)
  let silence: NodeJS.Timeout | undefined
  caller.addEventListener('abort', forward, { once: true })

  return {
    signal: ending.signal,
    heard: () => {
      silence ??= startTimer(timeoutMs / 2, `${host} stopped in the middle of its answer`)
      silence.refresh()
    },
    [Symbol.dispose]: () => {
      clearTimeout(whole)
      clearTimeout(silence)
      caller.removeEventListener('abort', forward)
      ending.abort()
    },
  }
}

function inSeconds(ms: number): string {
  return ms === 1000 ? '1 second' : `${ms / 1000} seconds`
}
