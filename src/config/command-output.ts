import { execFile } from 'node:child_process'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'

const timeoutMs = 60_000
const maxBytes = 262_144

/**
 * Runs a person's own command line in a shell and gives its stdout, without the last line break.
 *
 * @throws {AuthError} `bad_configuration` with its exit status; what it printed is not repeated.
 */
export async function commandOutput(
  command: string,
  name: string,
  signal: AbortSignal,
): Promise<Secret> {
  const [shell, flag] = process.platform === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c']
  const stdout = await new Promise<string>((resolve, reject) => {
    const limits = { timeout: timeoutMs, maxBuffer: maxBytes, signal, windowsHide: true }
    execFile(shell, [flag, command], limits, (error, output) => {
      if (error === null) {
        resolve(output)
        return
      }
      const status = typeof error.code === 'number' ? `exit status ${error.code}` : 'no exit status'
      reject(
        new AuthError('bad_configuration', `the command that gives ${name} failed: ${status}`, {
          cause: error,
          hint: 'run the command by hand and mend it',
        }),
      )
    })
  })
  const text = stdout.replace(/\r?\n$/, '')
  if (text !== '') return new Secret(text)
  throw new AuthError('bad_configuration', `the command that gives ${name} printed nothing`, {
    hint: 'run the command by hand and mend it',
  })
}
