import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const model = join(import.meta.dirname, 'refresh.pml')

/** One search of the model's states. */
export interface Search {
  /** Switches of the model, `POLICY=0`. */
  readonly switches: readonly string[]
  /** `safety`: assertions; `liveness`: the LTL formula, under weak fairness. */
  readonly of: 'safety' | 'liveness'
  /** A `large` search (some 100,000 states) is worth the optimiser, which takes longer than a small one. */
  readonly size: 'small' | 'large'
}

/** What the verifier found. */
export interface Verdict {
  readonly errors: number
  /** Whether no state was left out. */
  readonly complete: boolean
  /** What failed first, in the verifier's words. */
  readonly failed: string | undefined
  /** All it printed. */
  readonly report: string
}

/** Builds a verifier for the model in a folder of its own and runs it: an exhaustive search, never bitstate. */
export async function verify({ switches, of, size }: Search): Promise<Verdict> {
  const cwd = await mkdtemp(join(tmpdir(), 'oauthctl-model-'))
  try {
    const defines = switches.map((name) => `-D${name}`)
    const live = of === 'liveness'
    await run('spin', ['-a', ...defines, ...(live ? ['-DLIVE'] : []), model], { cwd })
    const optimise = size === 'large' ? '-O1' : '-O0'
    const kind = live ? '-DNFAIR=3' : '-DSAFETY'
    await run('gcc', ['-w', optimise, kind, '-DCOLLAPSE', '-DMEMLIM=1500', '-o', 'pan', 'pan.c'], {
      cwd,
    })
    const { stdout } = await run('./pan', [...(live ? ['-a', '-f'] : []), '-m30000', '-w22'], {
      cwd,
    })
    return verdict(stdout)
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

function verdict(report: string): Verdict {
  const errors = /errors: (\d+)/.exec(report)?.[1]
  if (errors === undefined) throw new Error(`the verifier gave no result:\n${report}`)
  return {
    errors: Number(errors),
    complete: !/Search not completed|max search depth too small/.test(report),
    failed: /^pan:\d+: (.*?)(?: \(at depth \d+\))?$/m.exec(report)?.[1],
    report,
  }
}
