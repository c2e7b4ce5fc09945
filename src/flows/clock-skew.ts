import type { HttpAnswer } from '../kernel/ports.js'

/** Below this an assertion of three minutes is safe. */
const tolerableMs = 60_000

/**
 * Says how far this machine's clock is from the server's, measured from the `Date` of its answer.
 *
 * @returns `undefined` when the difference does not matter or cannot be told.
 */
export function clockSkew(answer: HttpAnswer, nowMs: number): string | undefined {
  const theirs = Date.parse(answer.headers['date'] ?? '')
  if (Number.isNaN(theirs)) return undefined
  const skewMs = nowMs - theirs
  if (Math.abs(skewMs) < tolerableMs) return undefined
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  return `the clock of this machine is ${minutes} min ${skewMs > 0 ? 'ahead of' : 'behind'} the server's`
}
