import { AuthError } from '../kernel/errors.js'

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'the operation is not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EIO', 'the device reports an input/output error'],
  ['ENAMETOOLONG', 'the path is too long'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['ELOOP', 'it is a symbolic link'],
  ['EISDIR', 'it is a folder'],
  ['ENXIO', 'it is not a plain file'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
])

const wrongShapes = new Set(['ELOOP', 'EISDIR', 'ENXIO'])

/** The `code` of a system error, `ENOENT` for example, or `undefined` for anything else. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/**
 * Turns a failed file operation of the store into an error that names the path and the reason.
 *
 * @param action Completes `cannot … PATH`: `read`, `write`, `remove`.
 * @returns {AuthError} `store_unavailable`.
 */
export function fileFault(action: string, path: string, cause: unknown): AuthError {
  if (cause instanceof AuthError) return cause
  const errno = errnoOf(cause) ?? 'an unknown fault'
  const reason = reasons.get(errno) ?? `the system says ${errno}`
  return new AuthError('store_unavailable', `cannot ${action} ${path}: ${reason}`, {
    cause,
    hint: hintFor(errno, path),
  })
}

function hintFor(errno: string, path: string): string {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return `free some space on the disk of ${path}`
  if (errno === 'EMFILE' || errno === 'ENFILE') return 'raise the limit of open files (ulimit -n)'
  if (wrongShapes.has(errno)) return `find out who made ${path} and remove it`
  return `make ${path} readable and writable for you, or set OAUTHCTL_HOME to a folder of your own`
}
