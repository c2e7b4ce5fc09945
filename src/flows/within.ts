import type { AuthError } from '../kernel/errors.js'
import type { Clock } from '../kernel/ports.js'

/**
 * Runs work that waits for a person, for at most that long.
 *
 * @param ms Milliseconds, below 2^31.
 * @param late The error when the time is over.
 */
export async function within<T>(
  ms: number,
  late: AuthError,
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const done = new AbortController()
  clock.sleep(ms, done.signal).then(
    () => over.abort(late),
    () => undefined,
  )
  try {
    return await work(AbortSignal.any([signal, over.signal]))
  } finally {
    done.abort()
  }
}
