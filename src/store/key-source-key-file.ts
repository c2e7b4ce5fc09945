import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import type { KeySource } from '../kernel/ports.js'
import { ensureTrustedDirectory } from './private-directory.js'
import { readSecretFile } from './private-file.js'
import { decodeStoreKey, encodeStoreKey } from './store-key.js'
import { createPrivateFile } from './write-private-file.js'

const maxBytes = 1024

/**
 * Takes the key from a file of 32 bytes in base64url, made 0600 at first use. For CI.
 *
 * @param path Absolute: `OAUTHCTL_STORE_KEY_FILE`, or `store.key` in the state folder.
 */
export function keyFileKeySource(path: string): KeySource {
  const keyForWriting = async (): Promise<Uint8Array> => {
    ensureTrustedDirectory(dirname(path))
    const existing = readKey(path)
    if (existing !== undefined) return existing
    await createPrivateFile(path, `${encodeStoreKey(randomBytes(32))}\n`)
    // Another process may have been first: what is in the file now is everybody's key.
    return readKey(path) ?? missing(path)
  }
  return {
    kind: 'key-file',
    label: `key file ${path}`,
    prove: async () => {
      await keyForWriting()
    },
    keyForWriting: async () => ({ key: await keyForWriting(), parameters: {} }),
    // eslint-disable-next-line @typescript-eslint/require-await -- a throw becomes a rejection
    keyForReading: async () => readKey(path) ?? missing(path),
  }
}

function readKey(path: string): Uint8Array | undefined {
  const content = readSecretFile(path, maxBytes)
  if (content === undefined) return undefined
  const key = decodeStoreKey(content.toString('latin1').trim())
  if (key !== undefined) return key
  throw new AuthError('store_damaged', `the key file ${path} does not hold 32 bytes in base64url`, {
    hint: `restore ${path}; without it, remove it and log in again`,
  })
}

function missing(path: string): never {
  throw new AuthError('store_unavailable', `the key file ${path} is missing`, {
    hint: `restore ${path} or point OAUTHCTL_STORE_KEY_FILE to it; without it, log in again`,
  })
}
