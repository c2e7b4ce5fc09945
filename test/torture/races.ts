import type { Child, Ended } from './child.js'
import type { Command, Contender } from './contender.js'
import { look } from './ledger.js'
import { unless, type Part } from './part.js'
import { stopped } from './process-state.js'
import { beyond, spread, spreadFigures } from './quantile.js'
import type { Scene, Stage } from './stage.js'

/** Most processes that start at once: those that have come to the barrier cost nothing. */
const startingAtOnce = 8

/**
 * The last of 500 comes to the barrier half a minute after the first. To V8 that looks like idleness, and every one
 * would answer its release with a collection of garbage: 16 ms instead of the 1.2 that its first look at the lock takes.
 */
const noCollectionAtRelease = '--no-memory-reducer'

/** How many race, and how long they may wait. */
export interface RaceOptions {
  readonly processes: number
  /** How many races, default 1. Promises hold in each; what they wait is judged by the race in the middle. */
  readonly times?: number
  /**
   * Milliseconds beyond process start that 99 % may wait. Without it there is no control run and nothing is said about
   * that: a machine that is busy with other things makes everybody wait.
   */
  readonly withinMs?: number
}

/** How the processes of one race ended. */
interface Race {
  readonly runs: readonly Ended[]
  /** From the release of each to its end, milliseconds. */
  readonly waits: readonly number[]
  /** How many ended before they came to the barrier. */
  readonly early: number
}

/**
 * Lets processes that all know of a due refresh go at once (rows C1 and C2).
 *
 * What they wait is taken from the signal that releases each to its exit; all of them had started before. It still
 * holds what n processes on a few cores cannot escape: each has to be scheduled, to read the record again, to
 * print and to end. So the same number is released once more where the token was renewed while they stood at the
 * barrier: they go the same way, through the same lock, but nobody refreshes. Rank for rank, the race above that
 * control is what a process waits because another one refreshes: that is what "beyond process start" means in the
 * report. Both are reported as they are, so that nobody has to believe the subtraction.
 */
export async function races(
  stage: Stage,
  contender: Contender,
  { times = 1, ...options }: RaceOptions,
): Promise<Part> {
  const found: RacePart[] = []
  while (found.length < times) found.push(await oneRace(stage, contender, options))
  const sorted = [...found].sort((one, other) => one.beyondMs - other.beyondMs)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (middle === undefined) throw new TypeError('there is no race')
  const { processes, withinMs } = options
  const each = found.map(({ beyondMs }) => beyondMs).join(', ')
  const compared = withinMs !== undefined && contender.hold !== undefined
  return {
    name: `races ${contender.name}`,
    figures: {
      races: found.length,
      processes,
      ...middle.figures,
      ...(compared && times > 1 ? { beyond_p99_of_each_ms: each } : {}),
    },
    broken: [
      ...found.flatMap(({ broken }) => broken),
      ...unless(
        withinMs === undefined || middle.beyondMs < withinMs,
        `99 % waited up to ${middle.beyondMs} ms beyond process start`,
      ),
    ],
  }
}

/** What one race found. */
interface RacePart extends Pick<Part, 'figures' | 'broken'> {
  /** Milliseconds that 99 % waited beyond process start; 0 where there is no control run. */
  readonly beyondMs: number
}

async function oneRace(
  stage: Stage,
  contender: Contender,
  { processes, withinMs }: Omit<RaceOptions, 'times'>,
): Promise<RacePart> {
  await using scene = await stage.scene(contender)
  const { org, home } = scene
  await org.control('expire')
  const before = await look(org)
  const command = await contender.command(home)
  const race = await run(stage, command, contender, processes)
  const after = await look(org)
  const held = await contender.refreshTokenIn(home)

  const control = withinMs === undefined ? undefined : await controlRun(stage, scene, processes)

  const failed = race.runs.filter(({ status, stderr }) => status !== 0 || stderr !== '')
  const tokens = new Set(race.runs.filter(({ status }) => status === 0).map((end) => end.stdout))
  const refreshes = after.refreshes - before.refreshes
  const printed = [...tokens].map((text) => text.trim())
  const waits = spread(race.waits)
  const excess = control && beyond(waits, spread(control.waits))
  return {
    beyondMs: excess?.p99 ?? 0,
    figures: {
      barrier: contender.hold === undefined ? 'none' : 'all stopped',
      refreshes,
      requests: after.asked - before.asked,
      errors: failed.length,
      distinct_tokens: tokens.size,
      ...spreadFigures('wait', waits),
      ...(control && spreadFigures('control', spread(control.waits))),
      ...(excess && spreadFigures('beyond', excess)),
    },
    broken: [
      ...unless(refreshes === 1, `${processes} processes made ${refreshes} refreshes`),
      ...unless(
        failed.length === 0,
        `${failed.length} processes failed, the first: ${told(failed[0])}`,
      ),
      ...unless(tokens.size === 1, `${processes} processes printed ${tokens.size} tokens`),
      ...unless(printed.every(after.isLive), 'a printed token is not accepted'),
      ...unless(after.isLive(held), 'the store lost the session'),
      ...unless(race.early === 0, `${race.early} processes did not come to the barrier`),
    ],
  }
}

/** The same number of processes, whose token somebody renews while they stand at the barrier. */
async function controlRun(
  stage: Stage,
  { org, home, contender }: Scene,
  processes: number,
): Promise<Race | undefined> {
  if (contender.hold === undefined) return undefined
  await org.control('expire')
  const command = await contender.command(home)
  return run(stage, command, contender, processes, async () => {
    const { status, stderr } = await stage.start(command).ended
    if (status !== 0) throw new Error(`nobody renews for the control: ${stderr}`)
  })
}

async function run(
  stage: Stage,
  command: Command,
  { hold }: Contender,
  processes: number,
  meanwhile?: () => Promise<void>,
): Promise<Race> {
  const children: Child[] = []
  const standing = { ...command, args: [noCollectionAtRelease, ...command.args] }
  let early = 0
  const come = async (): Promise<void> => {
    while (children.length < processes) {
      const child = stage.start(hold === undefined ? command : standing, hold)
      children.push(child)
      if (hold !== undefined && !(await stopped(child))) early += 1
    }
  }
  await Promise.all(Array.from({ length: startingAtOnce }, come))
  await meanwhile?.()
  const waits = children.map(async (child) => {
    const released = hold === undefined ? child.startedAt : performance.now()
    child.kill('SIGCONT', 'process')
    return (await child.ended).at - released
  })
  return {
    waits: await Promise.all(waits),
    runs: await Promise.all(children.map(({ ended }) => ended)),
    early,
  }
}

function told(end: Ended | undefined): string {
  return end === undefined ? 'nothing' : `${end.status ?? end.signal} ${end.stderr.trim()}`
}
