import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import { optionalObject, parseJsonObject, type JsonSource } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import { ensurePrivateDirectory, hasPrivateDirectory } from './private-directory.js'
import { readPrivateFile } from './private-file.js'
import { writePrivateFile } from './write-private-file.js'

const folderName = 'spent'
const mostEntries = 100
const maxBytes = 1024 * 1024
const source: JsonSource = { name: 'the list of spent tokens', code: 'store_damaged' }

/** Refresh tokens that were replaced, by fingerprint: a hint for whoever holds a copy of one, not an authority. */
export interface SpentTokenList {
  /** The state folder of the configuration that holds the successor; `undefined` when none is known. */
  readonly find: (name: string, token: Secret) => string | undefined
  /**
   * Remembers that it was replaced, and where the successor is, if that can be written. Only under the shared lock
   * of that name.
   */
  readonly add: (name: string, token: Secret, holder: string) => Promise<void>
}

/**
 * Remembers the spent tokens of a user beside the shared locks (row C7): a file for each name in `spent/`, 0600,
 * with the newest 100 fingerprints and no token.
 *
 * @param stateDirectory Absolute, the same for every configuration; made 0700 at first use.
 */
export function spentTokens(stateDirectory: string): SpentTokenList {
  const folder = join(stateDirectory, folderName)
  const pathOf = (name: string): string =>
    join(folder, `${digest('list', name).toString('hex')}.json`)
  return {
    find: (name, token) => {
      try {
        if (!hasPrivateDirectory(stateDirectory, folderName)) return undefined
        const holder = readList(pathOf(name)).get(fingerprint(name, token))
        return holder !== undefined && isAbsolute(holder) ? holder : undefined
      } catch (error) {
        ignoreFault(error)
        return undefined
      }
    },
    add: async (name, token, holder) => {
      try {
        ensurePrivateDirectory(stateDirectory)
        ensurePrivateDirectory(folder)
        const list = readableList(pathOf(name))
        const print = fingerprint(name, token)
        list.delete(print)
        list.set(print, holder)
        const newest = Object.fromEntries([...list].slice(-mostEntries))
        await writePrivateFile(pathOf(name), JSON.stringify({ spent: newest }))
      } catch (error) {
        ignoreFault(error)
      }
    },
  }
}

/** A damaged list is replaced: what it said was a hint. */
function readableList(path: string): Map<string, string> {
  try {
    return readList(path)
  } catch (error) {
    ignoreFault(error)
    return new Map()
  }
}

/** Folders by fingerprint, the newest last. */
function readList(path: string): Map<string, string> {
  const bytes = readPrivateFile(path, maxBytes)
  if (bytes === undefined) return new Map()
  const spent = optionalObject(parseJsonObject(bytes.toString(), source), 'spent', source) ?? {}
  const strings = Object.entries(spent).flatMap(([print, holder]) =>
    typeof holder === 'string' ? [[print, holder] as const] : [],
  )
  return new Map(strings)
}

/** Not to be turned back: a refresh token is too long to be guessed. */
function fingerprint(name: string, token: Secret): string {
  return digest('token', name, token.expose()).toString('base64url')
}

/** JSON keeps apart what joining would not, and lone surrogates. */
function digest(...parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update('oauthctl spent refresh token v1\0')
    .update(JSON.stringify(parts))
    .digest()
}

/** Whatever keeps the list from being read or written is no fault of the refresh. */
function ignoreFault(error: unknown): void {
  if (!(error instanceof AuthError)) throw error
}
