import { AuthError, type ErrorCode } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { Clock } from '../kernel/ports.js'
import { codeExpired, type DeviceTokenAnswer } from '../oauth/device-token.js'

/** How to ask, and for how long. */
export interface DevicePolling {
  /** Seconds, the server's. */
  readonly interval: number
  /** Milliseconds that the code lives from now. */
  readonly lifetimeMs: number
  /** Milliseconds that a person is waited for; `undefined` leaves it to the code. */
  readonly patienceMs: number | undefined
}

/** What passes: the same question may be answered later. */
const passing: readonly ErrorCode[] = ['network_error', 'timeout', 'server_error', 'rate_limited']

/** Longest pause after failures, unless the server's own interval is near it. */
const longestPauseMs = 60_000

/**
 * Asks until the person has approved, at the server's pace: `slow_down` adds 5 s for good, a failure of the
 * network or the server doubles the pause until the next answer, anything else ends it.
 *
 * @param ask Asks once.
 * @returns The token answer.
 * @throws {AuthError} `login_timed_out` when the code or the patience ended, and what `ask` throws.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 RFC 8628 §3.5}, threat rows T64 and T65
 */
export async function pollDevice(
  polling: DevicePolling,
  ask: () => Promise<DeviceTokenAnswer>,
  clock: Clock,
  signal: AbortSignal,
): Promise<JsonObject> {
  const limitMs = Math.min(polling.lifetimeMs, polling.patienceMs ?? polling.lifetimeMs)
  const startMs = clock.nowMs()
  let sleptMs = 0
  // A clock that is set back must not make the wait longer.
  const elapsedMs = (): number => Math.max(sleptMs, clock.nowMs() - startMs)
  let intervalMs = polling.interval * 1000
  let failures = 0
  let failure: AuthError | undefined
  for (;;) {
    const longestMs = Math.max(longestPauseMs, 2 * intervalMs)
    const pauseMs = Math.min(intervalMs * 2 ** failures, longestMs)
    const waitMs = Math.min(pauseMs, Math.max(0, limitMs - elapsedMs()))
    await pause(waitMs, clock, signal)
    sleptMs += waitMs
    if (elapsedMs() >= limitMs) throw nobodyApproved(polling, limitMs, failure)
    try {
      const answer = await ask()
      if (answer.kind === 'approved') return answer.body
      if (answer.kind === 'slow_down') intervalMs += 5_000
      failures = 0
      failure = undefined
    } catch (error) {
      if (!(error instanceof AuthError) || !passing.includes(error.code)) throw error
      failures += 1
      failure = error
    }
  }
}

/** A cut sleep is told as the interruption that cut it. */
async function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

function nobodyApproved(
  { lifetimeMs }: DevicePolling,
  limitMs: number,
  cause: AuthError | undefined,
): AuthError {
  const trouble = cause === undefined ? '' : `, and at last ${cause.message}`
  return limitMs >= lifetimeMs
    ? new AuthError('login_timed_out', `${codeExpired.message}${trouble}`, {
        hint: codeExpired.hint,
        cause,
      })
    : new AuthError(
        'login_timed_out',
        `nobody approved within ${Math.round(limitMs / 1000)} s${trouble}`,
        { hint: 'run the command again; --login-timeout SECONDS waits longer', cause },
      )
}
