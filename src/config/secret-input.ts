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
 * @throws {AuthError} `usage` when two flags name it, `bad_configuration` when a file cannot be read, is
 * empty or holds more than 64 KiB.
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
      // In pieces, because a pipe such as `<(pass show app)` gives what is there; at most one byte too many.
      const chunks: Uint8Array[] = []
      const stream = file.createReadStream({ end: maxBytes, autoClose: false })
      for await (const chunk of stream as AsyncIterable<Uint8Array>) chunks.push(chunk)
      const bytes = Buffer.concat(chunks)
      if (bytes.length > maxBytes) throw tooLong(path, name)
      return filled(bytes.toString('utf8'), name, path)
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

function tooLong(path: string, name: string): AuthError {
  return new AuthError('bad_configuration', `${path} is too long to hold ${name}`, {
    hint: `put nothing but ${name} into ${path}`,
  })
}

function filled(text: string, name: string, place: string): Secret {
  const value = text.replace(/\r?\n$/, '')
  if (value !== '') return new Secret(value)
  throw new AuthError('bad_configuration', `${place} holds no text where ${name} should be`, {
    hint: `put ${name} into ${place}`,
  })
}
