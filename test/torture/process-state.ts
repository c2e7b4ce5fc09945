import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './child.js'

const pollMs = 2

/** The state letter of a process (`R`, `S`, `T` ...), `undefined` when it is gone. @see proc_pid_stat(5) */
export function processState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in front may hold spaces and parentheses; the state is the word behind its end.
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  } catch {
    return undefined
  }
}

/** Waits until a process has stopped itself. @returns Whether it has; `false` when it ended instead. */
export async function stopped(child: Child): Promise<boolean> {
  for (;;) {
    const state = processState(child.pid)
    if (state === 'T') return true
    if (state === undefined || state === 'Z') return false
    await wait(pollMs)
  }
}

/**
 * Waits until a process sleeps whenever it is looked at, as one does that waits for a lock. It errs towards too early,
 * which makes what is measured afterwards look worse, never better.
 */
export async function asleep(child: Child): Promise<void> {
  for (let seen = 0; seen < 10;) {
    const state = processState(child.pid)
    if (state === undefined || state === 'Z') return
    seen = state === 'S' ? seen + 1 : 0
    await wait(10)
  }
}
