import { readSecret } from '../config/secret-input.js'
import { variable } from '../config/environment.js'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'
import type { Services } from './services.js'

/**
 * Reads a token from a file, or from stdin for `-`; white space around it is not part of it.
 *
 * @throws {AuthError} `input_required` when there is nothing but white space.
 */
export async function tokenText(path: string, services: Services): Promise<Secret> {
  const text = (await readText(path, 'the token', services)).expose().trim()
  if (text !== '') return new Secret(text)
  throw new AuthError('input_required', `${path === '-' ? 'stdin' : path} holds no token`, {
    hint: 'pipe the token into the command, or name a file that holds it',
  })
}

/** Reads a text as it is, but for its last line break; without a name from stdin, unless it is a terminal. */
export async function secretText(
  path: string | undefined,
  name: string,
  services: Services,
): Promise<Secret> {
  if (path === undefined && services.host.terminal.stdin) {
    throw new AuthError('input_required', `${name} was not given`, {
      hint: 'name a file that holds it, or pipe it into the command',
    })
  }
  return readText(path ?? '-', name, services)
}

/** `OAUTHCTL_ACCESS_TOKEN`: used as is, never stored, wins over the store (cli-contract section 4). */
export function environmentToken({ host }: Services): Secret | undefined {
  const token = variable(host.env, 'OAUTHCTL_ACCESS_TOKEN')
  return token === undefined ? undefined : new Secret(token)
}

async function readText(path: string, name: string, { host }: Services): Promise<Secret> {
  const text = await readSecret(
    { name, file: { flag: '', path }, stdin: { flag: '', on: false }, variable: '' },
    {},
    host.readStdin,
  )
  if (text === undefined) throw new TypeError('a path was given')
  return text
}
