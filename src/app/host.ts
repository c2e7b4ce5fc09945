import { writeFileSync, writeSync } from 'node:fs'
import { userInfo } from 'node:os'
import { AuthError } from '../kernel/errors.js'
import { stdoutWasClosed } from './closed-stdout.js'

/** The signals by which a person, a terminal or a system asks a process to end. */
export type EndingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT'

/** The process, as the program is allowed to see it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly terminal: {
    readonly stdin: boolean
    readonly stdout: boolean
    readonly stderr: boolean
  }
  readonly accountHome: () => string | undefined
  /** All of stdin as UTF-8. */
  readonly readStdin: () => Promise<string>
  /** The next line of stdin, or `undefined` at its end; rejects with the signal's reason. */
  readonly readLine: (signal: AbortSignal) => Promise<string | undefined>
  /** Writes every byte or throws `output_failed`. */
  readonly writeStdout: (text: string) => void
  /** Whether what is written to stdout goes nowhere because the descriptor was closed. */
  readonly stdoutWasClosed: () => boolean
  /** Writes what can be written; a closed stderr is nobody's loss. */
  readonly writeStderr: (text: string) => void
  /** Calls back on every signal that asks to end; the returned function leaves them to the system again. */
  readonly onSignal: (asked: (name: EndingSignal) => void) => () => void
  readonly nowMs: () => number
  /** Has the system give up looking up a name in about that time, milliseconds, where it lets itself be told. */
  readonly limitLookups: (ms: number) => void
  /** Ends or stops this process by a signal, whoever listens for it. */
  readonly kill: (name: NodeJS.Signals) => void
  /** Lets those hear a signal who listen for it, here and now. */
  readonly raise: (name: EndingSignal) => void
}

/** This process. */
export function processHost(): Host {
  return {
    env: process.env,
    platform: process.platform,
    terminal: {
      get stdin() {
        return isTerminal(0)
      },
      get stdout() {
        return isTerminal(1)
      },
      get stderr() {
        return isTerminal(2)
      },
    },
    accountHome: () => {
      try {
        return userInfo().homedir
      } catch {
        return undefined
      }
    },
    readStdin: async () => {
      const chunks: Buffer[] = []
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array))
      return Buffer.concat(chunks).toString('utf8')
    },
    readLine,
    writeStdout: (text) => {
      try {
        writeAll(1, text)
      } catch (cause) {
        throw new AuthError('output_failed', 'stdout could not be written completely', {
          cause,
          hint: 'keep the reader of the pipe open until the command has ended, or free some disk space',
        })
      }
    },
    stdoutWasClosed,
    writeStderr: (text) => {
      try {
        writeAll(2, text)
      } catch {
        return
      }
    },
    onSignal: (asked) => {
      const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
      const handlers = names.map((name) => [name, () => asked(name)] as const)
      for (const [name, handler] of handlers) process.on(name, handler)
      // An unhandled SIGUSR1 would open Node's inspector on a port (threat row T90).
      process.on('SIGUSR1', () => undefined)
      return () => {
        for (const [name, handler] of handlers) process.removeListener(name, handler)
      }
    },
    nowMs: () => Date.now(),
    limitLookups,
    kill,
    raise: (name) => void process.emit(name),
  }
}

/**
 * A lookup cannot be called off, and a process does not end before it has come back. glibc asks each name server
 * twice for 5 seconds, unless resolv.conf(5) says otherwise, and reads this variable at its first lookup.
 */
function limitLookups(ms: number): void {
  if (ms >= 10_000) return
  process.env['RES_OPTIONS'] ??= `timeout:${Math.max(1, Math.floor(ms / 2000))} attempts:2`
}

function kill(name: NodeJS.Signals): void {
  if (name === 'SIGQUIT') keepOutOfCore()
  // A spinner listens too, and what is heard in the next turn comes too late for a process at its end.
  process.removeAllListeners(name)
  process.kill(process.pid, name)
}

/** SIGQUIT writes a core file, and memory holds tokens (threat row T90). Linux lets a process leave memory out. */
function keepOutOfCore(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    return
  }
}

/** Not by `process.stdin` and its like, which opens streams; and loaded when asked: both cost every start. */
function isTerminal(fd: 0 | 1 | 2): boolean {
  return process.getBuiltinModule('node:tty').isatty(fd)
}

async function readLine(signal: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import('node:readline')
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: process.stdin })
    const aborted = (): void => {
      // Before the end of input is told, which closing does.
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
      lines.close()
    }
    signal.addEventListener('abort', aborted, { once: true })
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => {
      signal.removeEventListener('abort', aborted)
      process.stdin.pause()
      resolve(undefined)
    })
  })
}

/** `process.exit` cuts a pipe at 64 KiB and a closed stdout exits 0: so every byte is written here and now. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text)
  let offset = 0
  while (offset < bytes.length) {
    try {
      offset += writeSync(fd, bytes, offset)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
