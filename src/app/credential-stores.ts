import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { variable } from '../config/environment.js'
import { folders, type Folders } from '../config/folders.js'
import { readSecret } from '../config/secret-input.js'
import { AuthError } from '../kernel/errors.js'
import type { Stores, WithLock } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { keyFileKeySource } from '../store/key-source-key-file.js'
import { keychainKeySource } from '../store/key-source-keychain.js'
import { passphraseKeySource } from '../store/key-source-passphrase.js'
import { stores } from '../store/select.js'
import type { Host } from './host.js'

/** What decides where keys come from in one run. */
export interface StoreFacts {
  readonly host: Host
  readonly folders: Folders
  readonly mayAsk: boolean
  /** `token` and `refresh` read the keychain in this process, for speed. */
  readonly keychainReading: 'in-process' | 'child'
  readonly fail: (error: AuthError) => void
}

/** Binds the stores to this process's environment, terminal and folders. */
export function credentialStores(facts: StoreFacts): Stores {
  const { host, mayAsk } = facts
  const { env } = host
  const given = ['', '_FILE'].some(
    (suffix) => variable(env, `OAUTHCTL_STORE_PASSPHRASE${suffix}`) !== undefined,
  )
  return stores({
    stateDirectory: facts.folders.state,
    keychain: keychainKeySource({
      stateDirectory: facts.folders.state,
      childProgram: fileURLToPath(new URL('./keychain-child.js', import.meta.url)),
      env,
      interactive: mayAsk && hasDisplay(host),
      reading: facts.keychainReading,
      onHang: (error) => {
        facts.fail(error)
        host.kill('SIGKILL')
      },
      withLock: userLock(facts),
    }),
    passphrase: passphraseKeySource(() => passphrase(host, mayAsk)),
    keyFile: keyFileKeySource(
      variable(env, 'OAUTHCTL_STORE_KEY_FILE') ?? join(facts.folders.state, 'store.key'),
    ),
    passphraseGiven: given,
  })
}

/** Whether a window could open for a person to unlock a keychain. */
export function hasDisplay({ env, platform }: Host): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return variable(env, 'DISPLAY') !== undefined || variable(env, 'WAYLAND_DISPLAY') !== undefined
}

/** The keychain is the user's, so its lock is not in `OAUTHCTL_HOME`, which can be many folders. */
function userLock({ host, folders: own }: StoreFacts): WithLock {
  return async (name, section) => {
    const { kernelLock } = await import('../store/lock.js')
    return kernelLock(userState(host) ?? own.state)(name, section)
  }
}

function userState(host: Host): string | undefined {
  try {
    return folders({ ...host, env: { ...host.env, OAUTHCTL_HOME: undefined } }).state
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

async function passphrase(host: Host, mayAsk: boolean): Promise<Secret | undefined> {
  const given = await readSecret(
    {
      name: 'the store passphrase',
      file: { flag: 'OAUTHCTL_STORE_PASSPHRASE_FILE', path: undefined },
      stdin: { flag: '', on: false },
      variable: 'OAUTHCTL_STORE_PASSPHRASE',
    },
    host.env,
    host.readStdin,
  )
  if (given !== undefined || !mayAsk) return given
  const { askSecret } = await import('../output/ask-secret.js')
  return askSecret('Passphrase of the oauthctl store')
}
