import { execFile, type ExecFileException } from 'node:child_process'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'

const timeoutMs = 60_000
const maxBytes = 262_144

interface Ran {
  readonly error: ExecFileException | null
  readonly stdout: string
}

/**
 * Runs a person's own command line in a shell, with nothing on stdin, and gives its stdout, without the last
 * line break.
 *
 * @throws {AuthError} `bad_configuration` with its exit status; what it printed is not repeated;
 * the signal's reason when it was aborted.
 */
export async function commandOutput(
  command: string,
  name: string,
  signal: AbortSignal,
): Promise<Secret> {
  const [shell, flag] = process.platform === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c']
  const { error, stdout } = await new Promise<Ran>((resolve) => {
    const limits = { timeout: timeoutMs, maxBuffer: maxBytes, signal, windowsHide: true }
    const child = execFile(shell, [flag, command], limits, (fault, output) => {
      resolve({ error: fault, stdout: output })
    })
    // Nobody would answer a command that waits for input.
    child.stdin?.end()
  })
  signal.throwIfAborted()
  if (error !== null) {
    const status = typeof error.code === 'number' ? `exit status ${error.code}` : 'no exit status'
    // No cause: its message holds what the command wrote to stderr.
    throw new AuthError('bad_configuration', `the command that gives ${name} failed: ${status}`, {
      hint: 'run the command by hand and mend it',
    })
  }
  const text = stdout.replace(/\r?\n$/, '')
  if (text !== '') return new Secret(text)
  throw new AuthError('bad_configuration', `the command that gives ${name} printed nothing`, {
    hint: 'run the command by hand and mend it',
  })
}
