import { open } from 'node:fs/promises'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'
import { variable, type Environment } from './environment.js'

/** Every way a secret can come in, in order of precedence. None of them is argv. */
export interface SecretSources {
  /** For messages: `the client secret`. */
  readonly name: string
  /** The flag whose value is a path or `-`, and its value. */
  readonly file: { readonly flag: string; readonly path: string | undefined }
  /** The switch that reads stdin. */
  readonly stdin: { readonly flag: string; readonly on: boolean }
  /** `NAME` and `NAME_FILE` are read. */
  readonly variable: string
}

const maxBytes = 65_536

/**
 * Reads a secret from a file, stdin or the environment; the last line break is not part of it.
 *
 * @param readStdin Reads all of stdin, once.
 * @throws {AuthError} `usage` when two flags name it, `bad_configuration` when a file cannot be read or is empty.
 */
export async function readSecret(
  sources: SecretSources,
  env: Environment,
  readStdin: () => Promise<string>,
): Promise<Secret | undefined> {
  const { file, stdin, name } = sources
  if (stdin.on && file.path !== undefined) {
    throw new AuthError('usage', `${stdin.flag} and ${file.flag} both give ${name}`, {
      hint: 'give one of them',
    })
  }
  if (stdin.on || file.path === '-') return filled(await readStdin(), name, 'stdin')
  if (file.path !== undefined) return fromFile(file.path, name)
  const value = variable(env, sources.variable)
  if (value !== undefined) return new Secret(value)
  const path = variable(env, `${sources.variable}_FILE`)
  return path === undefined ? undefined : fromFile(path, name)
}

async function fromFile(path: string, name: string): Promise<Secret> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes)
      return filled(buffer.toString('utf8', 0, bytesRead), name, path)
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

function filled(text: string, name: string, place: string): Secret {
  const value = text.replace(/\r?\n$/, '')
  if (value !== '') return new Secret(value)
  throw new AuthError('bad_configuration', `${place} holds no text where ${name} should be`, {
    hint: `put ${name} into ${place}`,
  })
}
