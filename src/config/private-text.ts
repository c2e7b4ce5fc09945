import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'

const maxBytes = 262_144

/**
 * Reads a text file that a grant needs: a key, a token, an assertion.
 *
 * @param name For messages: `the private key`.
 * @throws {AuthError} `bad_configuration` when it is no regular file, is empty, too large or cannot be read.
 */
export async function readTextFile(path: string, name: string): Promise<Secret> {
  return withFile(path, name, async (file) => text(file, path, name))
}

/**
 * Reads a private key file, which nobody but its owner may read (threat row T96).
 *
 * @param otherwise Another way to give it, for the hint.
 * @throws {AuthError} The same, and when others may read it.
 */
export async function readKeyFile(
  path: string,
  name: string,
  otherwise = ', or give the key on stdin: --key-file -',
): Promise<Secret> {
  return withFile(path, name, async (file) => {
    const stat = await file.stat()
    // What is no file is told as that: the advice to change its mode would do harm to a folder.
    if (process.platform !== 'win32' && stat.isFile() && (stat.mode & 0o077) !== 0) {
      throw new AuthError('bad_configuration', `${path} can be read by others than its owner`, {
        hint: `chmod 600 ${path}${otherwise}`,
      })
    }
    return text(file, path, name)
  })
}

/** Opened without waiting: a FIFO would hang until somebody writes into it. */
async function withFile<T>(
  path: string,
  name: string,
  read: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return await read(file)
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    throw new AuthError('bad_configuration', `${name} cannot be read from ${path}`, {
      cause,
      hint: `check that ${path} exists and is yours to read`,
    })
  }
}

async function text(file: FileHandle, path: string, name: string): Promise<Secret> {
  const stat = await file.stat()
  if (!stat.isFile()) throw unusable(path, name, 'is no regular file')
  if (stat.size > maxBytes) throw unusable(path, name, 'is too large')
  const content = (await file.readFile('utf8')).trim()
  if (content === '') throw unusable(path, name, 'is empty')
  return new Secret(content)
}

function unusable(path: string, name: string, reason: string): AuthError {
  return new AuthError('bad_configuration', `${path}, which should hold ${name}, ${reason}`, {
    hint: `put ${name} into ${path}`,
  })
}
