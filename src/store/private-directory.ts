import { chmodSync, lstatSync, mkdirSync, realpathSync, type Stats } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { AuthError } from '../kernel/errors.js'
import { errnoOf, fileFault } from './file-fault.js'

const foreignWrite = 0o022
const groupWrite = 0o020
const sticky = 0o1000

/**
 * Makes a folder that only this user can enter, with its missing parents, and repairs a laxer mode.
 *
 * @throws {AuthError} `store_unavailable` when the folder is a symbolic link or another user's, when
 * a parent could be swapped by another user, or when it cannot be made.
 */
export function ensurePrivateDirectory(path: string): void {
  makeDirectory(path)
  checkOwnDirectory(path, stat(path))
  if (process.platform === 'win32' || (mode(path) & 0o077) === 0) return
  attempt('protect', path, () => chmodSync(path, 0o700))
}

/**
 * Makes a folder, 0700 where it was missing, whose content no other user can swap. An existing one
 * keeps its mode.
 *
 * @throws {AuthError} `store_unavailable`
 */
export function ensureTrustedDirectory(path: string): void {
  makeDirectory(path)
  checkAncestors(join(path, '_'))
}

/**
 * Whether the folder and the one inside it exist, without changing anything.
 *
 * A lax mode is no reason to refuse: what is read is sealed, and the next write repairs it.
 *
 * @throws {AuthError} `store_unavailable` for the owners and links {@link ensurePrivateDirectory} refuses.
 */
export function hasPrivateDirectory(root: string, name: string): boolean {
  const outer = stat(root)
  if (outer === undefined) return false
  checkAncestors(root)
  checkOwnDirectory(root, outer)
  const path = join(root, name)
  const inner = stat(path)
  if (inner === undefined) return false
  checkOwnDirectory(path, inner)
  return true
}

/** Whether a file of that owner belongs to this user. Always true where files have no owner id. */
export function isOurs(uid: number): boolean {
  const us = process.geteuid?.()
  return us === undefined || uid === us
}

function makeDirectory(path: string): void {
  checkAncestors(path)
  if (stat(path) !== undefined) return
  makeDirectory(dirname(path))
  attempt('make the folder', path, () => {
    try {
      mkdirSync(path, 0o700)
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
    // A umask can take away our own bits.
    if (process.platform !== 'win32') chmodSync(path, 0o700)
  })
}

function checkAncestors(path: string): void {
  if (!isAbsolute(path)) {
    throw new AuthError('store_unavailable', `the store path "${path}" is not absolute`, {
      hint: 'set OAUTHCTL_HOME, or OAUTHCTL_STORE_KEY_FILE, to an absolute path',
    })
  }
  if (process.platform === 'win32') return
  const parent = dirname(path)
  if (parent === path) return
  const found = stat(parent)
  if (found !== undefined) checkAncestor(parent, found)
  checkAncestors(parent)
}

function checkAncestor(path: string, found: Stats): void {
  const us = process.geteuid?.()
  if (us === undefined) return
  if (found.uid !== 0 && found.uid !== us) {
    throw unsafe(`the folder ${path} above the store belongs to another user`)
  }
  if (found.isSymbolicLink()) {
    const target = attempt('follow', path, () => realpathSync(path))
    checkAncestors(join(target, '_'))
    return
  }
  if ((found.mode & foreignWrite) === 0 || (found.mode & sticky) !== 0) return
  if (isWritableOnlyByPrivateGroup(found, us)) return
  throw unsafe(
    `the folder ${path} above the store can be changed by other users`,
    `type \`chmod go-w ${path}\`, or set OAUTHCTL_HOME to a folder of your own`,
  )
}

/**
 * Distributions that give every person a group of their own also give them umask 002, so that
 * `~/.local` is often 0775. Such a group has the number of its person; system accounts do not count.
 */
function isWritableOnlyByPrivateGroup(found: Stats, us: number): boolean {
  const onlyGroup = (found.mode & foreignWrite) === groupWrite
  return onlyGroup && us >= 1000 && us < 65534 && found.uid === us && found.gid === us
}

function checkOwnDirectory(path: string, found: Stats | undefined): void {
  if (found === undefined) throw unsafe(`the folder ${path} has disappeared`)
  if (found.isSymbolicLink()) throw unsafe(`the store folder ${path} is a symbolic link`)
  if (!found.isDirectory()) throw unsafe(`the store folder ${path} is not a folder`)
  if (!isOurs(found.uid)) throw unsafe(`the store folder ${path} belongs to another user`)
}

function unsafe(message: string, hint?: string): AuthError {
  return new AuthError('store_unavailable', message, {
    hint: hint ?? 'set OAUTHCTL_HOME to a folder of your own that is not a symbolic link',
  })
}

function stat(path: string): Stats | undefined {
  return attempt('read', path, () => lstatSync(path, { throwIfNoEntry: false }))
}

function mode(path: string): number {
  return attempt('read', path, () => lstatSync(path).mode)
}

function attempt<T>(action: string, path: string, operation: () => T): T {
  try {
    return operation()
  } catch (error) {
    throw fileFault(action, path, error)
  }
}
