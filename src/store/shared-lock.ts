import { AuthError } from '../kernel/errors.js'
import type { WithLock } from '../kernel/ports.js'
import { kernelLock, type LockOptions } from './lock.js'

/**
 * Makes the locks that all configurations of one user share (row C7), which lie in a folder that does not depend
 * on the configuration.
 *
 * Where that folder cannot be used (it cannot be made, is read-only or not ours), the section runs all the same,
 * without this lock: its caller already holds the lock of the profile, and a refresh that two configurations have
 * not agreed on is better than none. A timeout is no such case.
 *
 * @param stateDirectory Absolute, the same for every configuration.
 * @returns Throws as {@link kernelLock}, except for `store_unavailable` of the lock itself.
 */
export function sharedLock(stateDirectory: string, options: LockOptions = {}): WithLock {
  const withLock = kernelLock(stateDirectory, options)
  return async (name, section, wait = {}) => {
    const errorsOfCaller = new Set<unknown>()
    const called = <T>(work: () => Promise<T>) => {
      return async (): Promise<T> => {
        try {
          return await work()
        } catch (error) {
          errorsOfCaller.add(error)
          throw error
        }
      }
    }
    const { meanwhile } = wait
    const asked = meanwhile === undefined ? wait : { ...wait, meanwhile: called(meanwhile) }
    try {
      return await withLock(name, called(section), asked)
    } catch (error) {
      if (errorsOfCaller.has(error) || !isUnavailable(error)) throw error
    }
    wait.signal?.throwIfAborted()
    return section()
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'store_unavailable'
}
