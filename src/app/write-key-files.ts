import { constants, copyFileSync, fchmodSync, fsyncSync, linkSync, lstatSync } from 'node:fs'
import { closeSync, openSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { NewFile, NewFiles } from '../flows/jwt-keygen.js'
import { AuthError } from '../kernel/errors.js'
import { errnoOf } from '../store/file-fault.js'
import { syncDirectory } from '../store/private-file.js'
import { renamePatiently } from '../store/rename-patiently.js'
import { discard, temporaryPath } from '../store/temporary-file.js'

/** Writes a key and its certificate where a person wants them: both or none, nobody else's in between. */
export const keyFiles: NewFiles = {
  existing: (paths) => [...new Set(paths)].filter(exists),
  create: (files) =>
    published(files, (temporary, path, made) => {
      linkOrCopy(temporary, path)
      made.push(path)
      discard(temporary)
      return Promise.resolve()
    }),
  replace: (files) =>
    published(files, async (temporary, path) => {
      await renamePatiently(temporary, path)
    }),
}

type Publish = (temporary: string, path: string, made: string[]) => Promise<void>

/** Every content is on disk under a temporary name before the first gets its own. */
async function published(files: readonly NewFile[], publish: Publish): Promise<void> {
  refuseSamePlace(files)
  const temporaries: string[] = []
  const made: string[] = []
  let at = files[0]
  try {
    for (const file of files) {
      at = file
      refuseFolder(file.path)
      const temporary = temporaryPath(dirname(resolve(file.path)))
      temporaries.push(temporary)
      writeNew(temporary, file)
    }
    for (const [index, file] of files.entries()) {
      at = file
      await publish(temporaries[index] ?? '', file.path, made)
    }
    for (const file of files) syncDirectory(dirname(resolve(file.path)))
  } catch (error) {
    for (const path of [...temporaries, ...made]) discard(path)
    throw fault(error, at?.path ?? '')
  }
}

/** O_EXCL in both ways: a link fails on what exists, and file systems without links get an exclusive copy. */
function linkOrCopy(temporary: string, path: string): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error
    copyFileSync(temporary, path, constants.COPYFILE_EXCL)
  }
}

function writeNew(path: string, { text, mode }: NewFile): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    const bytes = Buffer.from(text)
    let written = 0
    while (written < bytes.length) written += writeSync(descriptor, bytes, written)
    if (process.platform !== 'win32') fchmodSync(descriptor, mode)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // What cannot be looked at cannot be written either, and writing says why.
    return false
  }
}

function refuseSamePlace(files: readonly NewFile[]): void {
  const places = new Set(files.map(({ path }) => resolve(path)))
  if (places.size === files.length) return
  throw new AuthError(
    'usage',
    `the key and the certificate would both be ${files[0]?.path ?? ''}`,
    {
      hint: 'give --out-key and --out-cert different names',
    },
  )
}

function refuseFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return
  throw new AuthError('usage', `${path} is a folder`, { hint: 'name a file in it' })
}

function fault(error: unknown, path: string): AuthError {
  if (error instanceof AuthError) return error
  const errno = errnoOf(error) ?? 'an unknown fault'
  if (errno === 'EEXIST') {
    return new AuthError('usage', `${path} already exists`, {
      cause: error,
      hint: 'choose other names with --out-key and --out-cert, or replace it with --force',
    })
  }
  return new AuthError('bad_configuration', `cannot write ${path} (${errno})`, {
    cause: error,
    hint: 'choose a folder that exists and is yours, with --out-key and --out-cert',
  })
}
