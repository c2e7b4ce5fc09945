import { spawn } from 'node:child_process'
import { program, watch, type Run, type RunOptions } from './cli.js'

/** Runs the program to its end as the last words of another command, which decides what it may do. */
export async function runUnder(
  [command = '', ...given]: readonly string[],
  words: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const child = spawn(command, [...given, process.execPath, program, ...words], {
    env: { PATH: process.env['PATH'], ...options.env },
    cwd: options.cwd,
  })
  return watch(child, options.stdin).ended
}

/** A shell that does something first, with what it is to run behind it in `"$@"`. */
export function shell(script: string): readonly string[] {
  return ['sh', '-c', script, 'sh']
}
