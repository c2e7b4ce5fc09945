import { createRequire } from 'node:module'

/**
 * The calls used of keytar. On Linux a locked collection reads as `null`; a call may hang for ever
 * while a prompt waits for a person.
 */
export interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>
  readonly deletePassword: (service: string, account: string) => Promise<boolean>
}

/**
 * Loads the native keychain module. `require` takes 20 ms less than `import` with named exports.
 *
 * @throws {Error} When it is not installed, or libsecret is not.
 */
export function loadKeytar(): Keytar {
  const module: unknown = createRequire(import.meta.url)('keytar')
  if (isKeytar(module)) return module
  throw new Error('keytar has not the functions that are expected of it')
}

function isKeytar(module: unknown): module is Keytar {
  if (typeof module !== 'object' || module === null) return false
  const functions = new Map<string, unknown>(Object.entries(module))
  const wanted = ['getPassword', 'setPassword', 'deletePassword']
  return wanted.every((name) => typeof functions.get(name) === 'function')
}
