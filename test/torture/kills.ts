import { setTimeout as wait } from 'node:timers/promises'
import type { Contender } from './contender.js'
import { inLanes } from './in-lanes.js'
import { judged, type Verdict } from './kill-verdict.js'
import { settledLook } from './ledger.js'
import { unless, type Part } from './part.js'
import { spread } from './quantile.js'
import { randomOf } from './random.js'
import type { Scene, Stage } from './stage.js'

/** What is killed how often. */
export interface KillsOptions {
  readonly rounds: number
  readonly seed: number
  /** The first round, to repeat one alone. Default 0. */
  readonly first?: number
  /** Homes that are tortured side by side. */
  readonly lanes: number
  /**
   * Whether every kill is followed by a run in peace, or only one that has changed something. A kill that left the
   * same tokens and asked nothing of the org is followed by the next kill, from the same state; that costs much
   * less.
   */
  readonly mend: 'always' | 'when touched'
}

/** After so many rounds a lane moves to another org: a ledger grows, and each round reads it. */
const roundsPerOrg = 250
/** A machine is now busier, now less: what counts is how long the latest undisturbed refreshes took. */
const latest = 9
/** Kills also fall a little behind the usual end, so that slow runs are hit everywhere too. */
const overshoot = 1.1

/**
 * Kills a refreshing process, or its whole process group, at random moments of its life and runs it once more in
 * peace (rows P2, P3).
 *
 * Every round begins with an access token that the org no longer accepts. The moment is uniform over the time that
 * a refresh takes, start-up included: the middle of the latest undisturbed ones of the same home, the others at
 * work beside it.
 */
export async function kills(
  stage: Stage,
  contender: Contender,
  options: KillsOptions,
): Promise<Part> {
  const first = options.first ?? 0
  const rounds = Array.from({ length: options.rounds }, (_, index) => first + index)
  const durations: number[] = []
  const verdicts: Verdict[] = []
  await inLanes(options.lanes, rounds, async (next) => {
    for (let entry = next(); entry !== undefined;) {
      await using scene = await stage.scene(contender)
      const measured = await refreshDurations(stage, scene)
      for (let done = 0; entry !== undefined && done < roundsPerOrg; done += 1) {
        const durationMs = spread(measured.slice(-latest)).p50
        const given = { ...options, round: entry[1], durationMs }
        const { verdict, refreshMs } = await killRound(stage, scene, given)
        verdicts.push(verdict)
        durations.push(durationMs)
        if (refreshMs !== undefined) measured.push(refreshMs)
        if (verdict.lost) await contender.prepare(scene.org, scene.home)
        entry = next()
      }
    }
  })
  return report(`kills ${contender.name}`, verdicts, durations)
}

/** Milliseconds that undisturbed refreshes take. */
async function refreshDurations(stage: Stage, scene: Scene): Promise<number[]> {
  const measured: number[] = []
  for (let count = 0; count < 5; count += 1) {
    await scene.org.control('expire')
    const child = stage.start(await scene.contender.command(scene.home))
    const { status, at, stderr } = await child.ended
    if (status !== 0) throw new Error(`an undisturbed refresh failed: ${stderr}`)
    measured.push(at - child.startedAt)
  }
  return measured
}

async function killRound(
  stage: Stage,
  scene: Scene,
  given: Pick<KillsOptions, 'seed' | 'mend'> & {
    readonly round: number
    readonly durationMs: number
  },
): Promise<{ readonly verdict: Verdict; readonly refreshMs: number | undefined }> {
  const { org, home, contender } = scene
  const random = randomOf(given.seed, given.round)
  const momentMs = random.next() * given.durationMs * overshoot
  const whom = random.next() < 0.5 ? 'process' : 'group'
  await org.control('expire')
  const start = await settledLook(org)
  const held = await contender.refreshTokenIn(home)
  const command = await contender.command(home)

  const child = stage.start(command)
  await wait(momentMs)
  child.kill('SIGKILL', whom)
  const killed = await child.ended

  const readable = await contender.readable(home)
  const afterKill = await settledLook(org)
  const found = await contender.refreshTokenIn(home)
  const sent = readable ? await contender.knowsItSent?.(home) : undefined
  const same = readable && found === held && afterKill.asked === start.asked && sent !== true
  const wreck = {
    place: `seed ${given.seed}, round ${given.round}, ${whom} at ${momentMs.toFixed(1)} ms`,
    hit: killed.signal === 'SIGKILL',
    readable,
    windowed: readable && found === held && !afterKill.isLive(found) && sent !== false,
    refreshesBefore: afterKill.refreshes - start.refreshes,
  }
  if (same && given.mend === 'when touched') {
    return { verdict: judged({ ...wreck, recovery: undefined }), refreshMs: undefined }
  }
  const mender = stage.start(command)
  const run = await mender.ended
  const end = await settledLook(org)
  const refreshes = end.refreshes - start.refreshes
  const recovery = {
    run,
    usable: end.isLive(run.stdout.trim()) && end.isLive(await contender.refreshTokenIn(home)),
    refreshes,
    familiesRevoked: end.reuse.families_revoked - start.reuse.families_revoked,
  }
  const refreshed = refreshes > wreck.refreshesBefore
  return {
    verdict: judged({ ...wreck, recovery }),
    refreshMs: refreshed ? run.at - mender.startedAt : undefined,
  }
}

function report(name: string, verdicts: readonly Verdict[], durations: readonly number[]): Part {
  const count = (holds: (verdict: Verdict) => boolean): number => verdicts.filter(holds).length
  const outside = verdicts.filter(({ broken }) => broken.length > 0)
  const refreshes = Math.max(0, ...verdicts.map(({ attempt }) => attempt.recovery?.refreshes ?? 0))
  return {
    name,
    figures: {
      rounds: verdicts.length,
      killed_in_time: count(({ attempt }) => attempt.hit),
      killed_after_the_org_had_acted: count(
        ({ attempt }) => attempt.hit && attempt.refreshesBefore > 0,
      ),
      recoveries: count(({ attempt }) => attempt.recovery !== undefined),
      refresh_ms: spread(durations).p50,
      unreadable: count(({ attempt }) => !attempt.readable),
      lost_in_window: count(({ lost, attempt }) => lost && attempt.windowed),
      lost_outside: count(({ lost, attempt }) => lost && !attempt.windowed),
      most_refreshes_in_a_round: refreshes,
      families_revoked_outside: count(
        ({ attempt }) => !attempt.windowed && (attempt.recovery?.familiesRevoked ?? 0) > 0,
      ),
    },
    broken: unless(
      outside.length === 0,
      `${outside.length} rounds broke a promise, the first: ${outside[0]?.attempt.place}: ${outside[0]?.broken.join('; ')}`,
    ),
  }
}
