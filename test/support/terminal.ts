import { spawn } from '@lydell/node-pty'
import { program } from './cli.js'

/** A run of the program on a terminal. */
export interface TerminalRun {
  /** Everything the terminal was sent so far. */
  readonly screen: () => string
  /** Resolves with the first match, or rejects when the program ends without it. */
  readonly seen: (pattern: RegExp) => Promise<RegExpExecArray>
  readonly type: (text: string) => void
  readonly ended: Promise<{ readonly status: number; readonly screen: string }>
}

/** Runs the real program with all three streams on a terminal of that many columns. */
export function startOnTerminal(
  words: readonly string[],
  options: { readonly columns: number; readonly env: Readonly<Record<string, string>> },
): TerminalRun {
  let screen = ''
  const watchers = new Set<() => void>()
  const terminal = spawn(process.execPath, [program, ...words], {
    name: 'xterm-256color',
    cols: options.columns,
    rows: 50,
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', ...options.env },
  })
  terminal.onData((text) => {
    screen += text
    for (const look of watchers) look()
  })
  const ended = new Promise<{ status: number; screen: string }>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ status: exitCode, screen }))
  })
  return {
    screen: () => screen,
    type: (text) => terminal.write(text),
    ended,
    seen: (pattern) =>
      new Promise((found, missed) => {
        const look = (): void => {
          const match = pattern.exec(screen)
          if (match !== null) found(match)
        }
        watchers.add(look)
        look()
        void ended.then(() => {
          look()
          missed(new Error(`ended without ${String(pattern)}: ${JSON.stringify(screen)}`))
        })
      }),
  }
}
