import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, release, totalmem } from 'node:os'

/** Where and with what figures came about. */
export interface Machine {
  readonly date: string
  readonly commit: string
  readonly command: string
  readonly seed: number
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly memory_gib: number
  readonly kernel: string
}

/** The machine, the versions and the command of a run. @param argv What was typed behind the command. */
export function machine(argv: readonly string[], seed: number): Machine {
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+'),
    command: ['npm run torture', ...(argv.length === 0 ? [] : ['--', ...argv])].join(' '),
    seed,
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
  }
}

/** Without a repository around there is nothing to tell. */
function git(...words: readonly string[]): string {
  try {
    return execFileSync('git', words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}
