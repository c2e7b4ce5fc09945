import { constants, setPriority } from 'node:os'
import type { LockWait } from '../kernel/ports.js'
import type { LockFile } from './lock-file.js'

/** How the waiting for a lock ended. */
export type Waited<T> =
  | { readonly kind: 'held' }
  /** What `meanwhile` gave: the lock is no longer wanted. */
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'late' }

/**
 * How many wait in front, and notice at once when the lock is free. A crowd that did the same would keep the
 * processor from the one that holds the lock.
 */
const frontPlaces = 8

/**
 * Tries a lock until it is had, something better has been given, or the time is up.
 *
 * Written with as little as possible in a try: hundreds of processes may be waiting.
 *
 * @param front Where those that wait take a place in front; freed like a lock when its holder dies.
 * @param end Milliseconds of `performance.now()`.
 * @throws What `meanwhile` throws, and the signal's reason.
 */
export async function waitForLock<T>(
  file: LockFile,
  front: LockFile,
  end: number,
  { signal, meanwhile }: LockWait<T>,
): Promise<Waited<T>> {
  signal?.throwIfAborted()
  let timer: NodeJS.Timeout | undefined
  let stop = (): void => undefined
  try {
    return await new Promise<Waited<T>>((resolve, reject) => {
      let inFront = false
      let tries = 0
      stop = () => {
        // The reason is thrown as it is, whatever it is.
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', stop, { once: true })

      const orFail = (step: () => void): void => {
        try {
          step()
        } catch (error) {
          reject(error instanceof Error ? error : new Error('a try failed', { cause: error }))
        }
      }
      // A crowd mostly looks: those in front try, and the lock is asked for by all only in case they cannot.
      const inTurn = (): boolean => inFront || meanwhile === undefined || tries % 3 === 0
      const pause = (): void => {
        const leftMs = end - performance.now()
        if (leftMs <= 0) {
          resolve({ kind: 'late' })
          return
        }
        if (inTurn()) inFront ||= tookPlace(front, tries === 0)
        if (!inFront && tries === 0) stepBack()
        const wantedMs = inFront ? frontPauseMs(tries) : crowdPauseMs()
        timer = setTimeout(look, Math.min(leftMs, wantedMs))
        tries += 1
      }
      const again = (): void => {
        if (signal?.aborted === true) return
        if (inTurn() && file.tryLock()) resolve({ kind: 'held' })
        else pause()
      }
      const look = (): void => {
        orFail(() => {
          if (meanwhile === undefined) {
            again()
            return
          }
          meanwhile().then((value) => {
            if (value === undefined) orFail(again)
            else resolve({ kind: 'given', value })
          }, reject)
        })
      }
      look()
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/**
 * Milliseconds until the next try of one in front: 5 to 25 at first, for most locks are held for the length of one
 * request, and then more. Never more than 90, so that a holder's death is noticed within 100. Random, so that they
 * do not ask in step.
 */
export function frontPauseMs(tries: number): number {
  const growth = 1.5 ** Math.min(tries, 10)
  return randomInt(Math.min(40, Math.round(5 * growth)), Math.min(90, Math.round(25 * growth)))
}

/**
 * Milliseconds until the next look of one that found no place in front: 300 to 1,000. Each costs up to a millisecond, so
 * 500 that looked ten times a second would need more than two processors.
 */
export function crowdPauseMs(): number {
  return randomInt(300, 1000)
}

/** The one that holds the lock, and the server if it is here, come before a crowd that can only wait for them. */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A system that does not allow it has only lost the comfort.
  }
}

/** Whether a place in front was had: any that is free at the first time, later one that may have become free. */
function tookPlace(front: LockFile, first: boolean): boolean {
  const start = randomInt(0, frontPlaces - 1)
  const places = first ? frontPlaces : 1
  for (let index = 0; index < places; index += 1) {
    if (front.tryLock((start + index) % frontPlaces)) return true
  }
  return false
}

/** Both ends included. Not for secrets: `randomInt` of `node:crypto` would start threads. */
function randomInt(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1))
}
