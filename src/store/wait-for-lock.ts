import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LockWait } from '../kernel/ports.js'
import type { LockFile } from './lock-file.js'
import { unlessAborted } from './unless-aborted.js'

/** How the waiting for a lock ended. */
export type Waited<T> =
  | { readonly kind: 'held' }
  /** What `meanwhile` gave: the lock is no longer wanted. */
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'late' }

/**
 * Tries a lock until it is had, something better has been given, or the time is up.
 *
 * @param end Milliseconds of `performance.now()`.
 * @throws What `meanwhile` throws, and the signal's reason.
 */
export async function waitForLock<T>(
  file: LockFile,
  end: number,
  { signal, meanwhile }: LockWait<T>,
): Promise<Waited<T>> {
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted()
    if (file.tryLock()) return { kind: 'held' }
    const value = meanwhile && (await unlessAborted(meanwhile(), signal))
    if (value !== undefined) return { kind: 'given', value }
    const leftMs = end - performance.now()
    if (leftMs <= 0) return { kind: 'late' }
    await unlessAborted(sleep(Math.min(leftMs, pauseMs(tries))), signal)
  }
}

/**
 * Milliseconds until the next try: 5 to 25 at first, for most locks are held for the length of one request, and
 * then more, for 500 that wait would keep the processor busy. Never more than 90, so that a holder's death is
 * noticed within 100. Random, so that they do not ask in step.
 */
export function pauseMs(tries: number): number {
  const growth = 1.5 ** Math.min(tries, 10)
  return randomInt(Math.min(40, Math.round(5 * growth)), Math.min(90, Math.round(25 * growth)) + 1)
}
