import { spawn } from 'node:child_process'
import type { Command } from './contender.js'

/** How a process ended. */
export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Reading of the monotonic clock at its end, milliseconds. */
  readonly at: number
}

/** A process, leader of a process group of its own. */
export interface Child {
  readonly pid: number
  /** Reading of the monotonic clock at its start, milliseconds. */
  readonly startedAt: number
  readonly ended: Promise<Ended>
  /** Does nothing when it is gone. */
  readonly kill: (signal: NodeJS.Signals, whom: 'process' | 'group') => void
}

/** Starts a command with PATH and its own environment, nothing else. */
export function startChild(command: Command, more: Readonly<Record<string, string>>): Child {
  const startedAt = performance.now()
  const child = spawn(command.file, command.args, {
    env: { PATH: process.env['PATH'], ...command.env, ...more },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let gone = false
  const ended = new Promise<Ended>((done, failed) => {
    let stdout = ''
    let stderr = ''
    let at = 0
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
    child.on('error', failed)
    child.on('exit', () => {
      at = performance.now()
      gone = true
    })
    child.on('close', (status, signal) => done({ status, signal, stdout, stderr, at }))
  })
  // A process may be killed before it has read its input.
  child.stdin.on('error', () => undefined)
  child.stdin.end(command.stdin ?? '')
  const { pid } = child
  return {
    pid: pid ?? 0,
    startedAt,
    ended,
    kill: (signal, whom) => {
      if (gone || pid === undefined) return
      try {
        process.kill(whom === 'group' ? -pid : pid, signal)
      } catch (error) {
        if (!isNoSuchProcess(error)) throw error
      }
    },
  }
}

function isNoSuchProcess(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH'
}
