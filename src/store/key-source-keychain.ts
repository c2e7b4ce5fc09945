import { randomBytes } from 'node:crypto'
import type { AuthError } from '../kernel/errors.js'
import type { KeySource, WithLock } from '../kernel/ports.js'
import { askKeychain } from './ask-keychain.js'
import * as fault from './keychain-faults.js'
import { keychainName, keychainUnreachable } from './keychain-platform.js'
import { keychainItem, type KeychainRequest } from './keychain-protocol.js'
import { loadKeytar, type Keytar } from './keytar.js'
import { anySealedBy } from './record-file.js'
import { decodeStoreKey, encodeStoreKey } from './store-key.js'

/** What the keychain needs to know about the process it is used in. */
export interface KeychainOptions {
  /** Absolute. Its sealed records tell a lost key from a first use. */
  readonly stateDirectory: string
  /** Absolute path of the built `keychain-child.js`. */
  readonly childProgram: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a person may be asked to unlock: stdin is a terminal and there is a display. */
  readonly interactive: boolean
  /**
   * Reading in this process is faster, but a call that hangs ends it by {@link onHang}. A child can
   * be killed, so that the failure is exit status 8.
   */
  readonly reading: 'in-process' | 'child'
  /** Shows the error and ends the process by SIGKILL: a hanging native call blocks `process.exit`. */
  readonly onHang: (error: AuthError) => void
  /** One key is made for the whole keychain, so its lock belongs to the user, not to a state folder. */
  readonly withLock: WithLock
  /** Milliseconds. Default 3,000, and 30,000 where a person may be asked. */
  readonly deadlineMs?: number
  /** Default {@link loadKeytar}. */
  readonly load?: () => Keytar
}

/** Keeps one 32-byte key in the keychain of the operating system, nothing else. */
export function keychainKeySource(options: KeychainOptions): KeySource {
  const deadlineMs = options.deadlineMs ?? (options.interactive ? 30_000 : 3_000)
  let known: Uint8Array | undefined

  const ask = async (request: KeychainRequest): Promise<string | undefined> => {
    const child = { program: options.childProgram, env: options.env, deadlineMs }
    const reply = await askKeychain(request, child)
    switch (reply.kind) {
      case 'item':
        return reply.value
      case 'locked':
        throw fault.locked(reply.reason)
      case 'unavailable':
        throw fault.unavailable(reply.reason)
      case 'hung':
        throw fault.killed(deadlineMs)
    }
  }

  /** The item, known to be current because the keychain let us write. */
  const proven = async (): Promise<Uint8Array | undefined> => {
    const account = `store-probe-${randomBytes(8).toString('hex')}`
    const value = randomBytes(32).toString('base64url')
    return ours(await ask({ kind: 'prove', account, value }))
  }

  const established = async (): Promise<Uint8Array> => {
    refuseUnreachable(options)
    return (await proven()) ?? options.withLock(keychainItem.account, created)
  }

  const created = async (): Promise<Uint8Array> => {
    // Whoever had the lock before may have made it, and sealed a record with it.
    const winner = ours(await ask({ kind: 'read' }))
    if (winner !== undefined) return winner
    if (anySealedBy('keychain', options.stateDirectory)) throw fault.lostKey()
    const key = ours(await ask({ kind: 'create', key: encodeStoreKey(randomBytes(32)) }))
    if (key === undefined) throw fault.unavailable('it does not give back the key that was written')
    return key
  }

  const readHere = async (): Promise<string | undefined> => {
    const reply = await withDeadline(deadlineMs, async () => {
      const keytar = (options.load ?? loadKeytar)()
      return keytar.getPassword(keychainItem.service, keychainItem.account)
    })
    if (reply !== 'hung') return reply.value ?? undefined
    const error = fault.hung(deadlineMs)
    options.onHang(error)
    throw error
  }

  const read = async (): Promise<Uint8Array> => {
    refuseUnreachable(options)
    const found = ours(options.reading === 'child' ? await ask({ kind: 'read' }) : await readHere())
    if (found !== undefined) return found
    // Locked and lost read alike; only writing tells them apart.
    const now = await proven()
    if (now === undefined) throw fault.lostKey()
    return now
  }

  return {
    kind: 'keychain',
    label: keychainName(process.platform),
    prove: async () => {
      known = await established()
    },
    keyForWriting: async () => ({ key: (known ??= await established()), parameters: {} }),
    keyForReading: async () => (known ??= await read()),
  }
}

function refuseUnreachable(options: KeychainOptions): void {
  const reason = keychainUnreachable(options.env, process.platform)
  if (reason !== undefined) throw fault.unavailable(reason)
}

/** The key in an item. Whatever else is there is not ours to use or to replace. */
function ours(item: string | undefined): Uint8Array | undefined {
  if (item === undefined) return undefined
  const key = decodeStoreKey(item)
  if (key === undefined) throw fault.foreignItem()
  return key
}

async function withDeadline<T>(
  deadlineMs: number,
  call: () => Promise<T>,
): Promise<'hung' | { readonly value: T }> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<'hung'>((resolve) => {
    timer = setTimeout(() => resolve('hung'), deadlineMs)
  })
  try {
    return await Promise.race([deadline, call().then((value) => ({ value }))])
  } catch (cause) {
    throw fault.unavailable(cause instanceof Error ? cause.message : 'unknown', cause)
  } finally {
    clearTimeout(timer)
  }
}
