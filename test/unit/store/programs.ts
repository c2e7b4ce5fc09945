import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { onTestFinished } from 'vitest'

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
let count = 0

/**
 * Bundles a program that imports from `./src/…` into a file that Node can run. It lies below the
 * repository, so that native modules are found.
 *
 * @param remove Called with what removes the file again, for example `onTestFinished`.
 */
export function buildProgram(
  source: string,
  remove: (cleanup: () => void) => void = onTestFinished,
): string {
  count += 1
  const folder = join(repository, 'node_modules', '.cache', 'oauthctl-store-tests')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `program-${process.pid}-${count}.mjs`)
  buildSync({
    stdin: { contents: source, resolveDir: repository, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    outfile,
    logLevel: 'error',
  })
  remove(() => rmSync(outfile, { force: true }))
  return outfile
}

/** What a program left behind. */
export interface Ended {
  readonly status: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts a program; its streams are pipes. */
export function start(
  program: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...args], { env })
}

/** Waits for the end of a program. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
  })
}

/** Waits until a program has written that line. */
export function said(child: ChildProcessWithoutNullStreams, line: string): Promise<void> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.split('\n').includes(line)) resolve()
    })
    child.on('close', () => reject(new Error(`it ended without saying ${line}: ${text}`)))
  })
}

/** Whether programs can be run as another user, which needs root and util-linux. */
export const canSwitchUser =
  process.geteuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0

/** Runs a program as the user nobody, for whom permissions count. */
export function runAsNobody(program: string, args: readonly string[] = []): Promise<Ended> {
  const user = ['--reuid=65534', '--regid=65534', '--clear-groups']
  return ended(spawn('setpriv', [...user, process.execPath, program, ...args]))
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
