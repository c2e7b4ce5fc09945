import { createRequire } from 'node:module'
import { AuthError } from '../kernel/errors.js'

/** Takes the kernel lock on an open file. `false` while somebody else has it. Closing frees it. */
export type TryLock = (descriptor: number) => boolean

/**
 * Loads the kernel lock, a native module, on first use.
 *
 * @throws {AuthError} `store_unavailable` when there is none for this platform.
 */
export function loadTryLock(
  load: (name: string) => unknown = createRequire(import.meta.url),
): TryLock {
  let cause: unknown
  try {
    const module = load('fs-native-extensions')
    if (hasTryLock(module)) return module.tryLock
  } catch (error) {
    cause = error
  }
  throw new AuthError(
    'store_unavailable',
    'the kernel lock (fs-native-extensions) cannot be loaded',
    {
      cause,
      hint: 'install oauthctl again on this machine, with the Node it runs on',
    },
  )
}

function hasTryLock(module: unknown): module is { readonly tryLock: TryLock } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'tryLock' in module &&
    typeof module.tryLock === 'function'
  )
}
