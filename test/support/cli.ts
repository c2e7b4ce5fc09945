import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The real program, built. */
export const program = resolve(import.meta.dirname, '..', '..', 'bin', 'oauthctl.js')

/** How a run of the program ended. */
export interface Run {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What a run is given besides its words. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to stdin, which is then closed. Without it stdin is empty. */
  readonly stdin?: string
  readonly cwd?: string
}

/** A run under way. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Run>
  /** Resolves with the first match in a stream, or rejects when the program ends without it. */
  readonly seen: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<RegExpExecArray>
}

/** A folder of its own for configuration and state, removed at the end. */
export interface TemporaryHome extends Disposable {
  readonly path: string
  /** The environment of a run in it: key-file store, nothing inherited that could matter. */
  readonly env: Readonly<Record<string, string>>
}

/** Makes a folder for one test. */
export function temporaryHome(): TemporaryHome {
  const path = mkdtempSync(join(tmpdir(), 'oauthctl-test-'))
  return {
    path,
    env: { OAUTHCTL_HOME: join(path, 'oauthctl'), OAUTHCTL_STORE: 'key-file', HOME: path },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Starts the program. Its environment is PATH and what is given, nothing else. */
export function start(words: readonly string[], options: RunOptions = {}): Running {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env['PATH'], ...options.env },
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return watch(child, options.stdin)
}

/** Watches a child that runs the program. */
export function watch(child: ChildProcess, stdin: string | undefined): Running {
  const text = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      for (const look of watchers) look()
    })
  }
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(stdin ?? '')
  const ended = new Promise<Run>((done, failed) => {
    child.on('error', failed)
    child.on('close', (status, signal) => done({ status, signal, ...text }))
  })
  return {
    child,
    ended,
    seen: (stream, pattern) =>
      new Promise((found, missed) => {
        const look = (): void => {
          const match = pattern.exec(text[stream])
          if (match !== null) found(match)
        }
        watchers.add(look)
        look()
        void ended.then((run) => {
          look()
          missed(new Error(`ended without ${String(pattern)}: ${JSON.stringify(run)}`))
        })
      }),
  }
}

/** Runs the program to its end. */
export async function run(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  return start(words, options).ended
}
