import { createRequire } from 'node:module'
import { AuthError } from '../kernel/errors.js'

/**
 * Takes the kernel lock on an open file, or on one place (byte) of it. `false` while somebody else has it. Closing
 * frees it.
 */
export type TryLock = (descriptor: number, place?: number) => boolean

/** What finds and loads the native module; tests give others. */
type Load = (name: string) => unknown

/**
 * Loads the kernel lock, a native module, on first use.
 *
 * @throws {AuthError} `store_unavailable` when there is none for this platform.
 */
export function loadTryLock(load: Load = createRequire(import.meta.url)): TryLock {
  let cause: unknown
  try {
    const prebuilt = prebuiltTryLock(load)
    if (prebuilt !== undefined) return prebuilt
    const module = load('fs-native-extensions')
    if (hasTryLock(module)) {
      const { tryLock } = module
      return (descriptor, place) => tryLock(descriptor, ...range(place))
    }
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

/**
 * The package's own prebuilt module, without the search for it: that takes seven times as long, and every one of many
 * processes that wait for a lock would spend it. Where it is not found in its place, the package searches.
 */
function prebuiltTryLock(load: Load): TryLock | undefined {
  const { platform, arch } = process
  try {
    const module = load(
      `fs-native-extensions/prebuilds/${platform}-${arch}/fs-native-extensions.node`,
    )
    if (!hasTryLock(module)) return undefined
    const { tryLock } = module
    return (descriptor, place) => {
      try {
        tryLock(descriptor, ...range(place), true)
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false
        throw error
      }
    }
  } catch {
    return undefined
  }
}

/** Offset and length; a length of 0 reaches to the end, wherever that is. */
function range(place: number | undefined): readonly [number, number] {
  return place === undefined ? [0, 0] : [place, 1]
}

function hasTryLock(module: unknown): module is {
  readonly tryLock: (
    descriptor: number,
    offset?: number,
    length?: number,
    exclusive?: boolean,
  ) => boolean
} {
  return (
    typeof module === 'object' &&
    module !== null &&
    'tryLock' in module &&
    typeof module.tryLock === 'function'
  )
}
