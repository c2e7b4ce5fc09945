import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { deadHolder } from './dead-holder.js'
import { kills } from './kills.js'
import { lostAnswers } from './lost-answers.js'
import { machine } from './machine.js'
import { named } from './named.js'
import { oauthctl } from './oauthctl.js'
import { tortureOptions, type PartName, type TortureOptions } from './options.js'
import type { Part } from './part.js'
import { races } from './races.js'
import { soak } from './soak.js'
import { stage, type Stage } from './stage.js'
import { table } from './table.js'

const parts: Readonly<Record<PartName, (stage: Stage, options: TortureOptions) => Promise<Part>>> =
  {
    races: (stage, options) =>
      races(stage, oauthctl, { processes: options.races, times: 3, withinMs: 1_000 }),
    kills: (stage, { kills: rounds, firstKill: first, seed, lanes, mend }) =>
      kills(stage, oauthctl, { rounds, first, seed, lanes, mend }),
    named: (stage, { named: times, lanes }) => named(stage, { times, lanes }),
    lost: (stage, { lost: times, lanes }) => lostAnswers(stage, { times, lanes: lanes + 1 }),
    soak: (stage, { soakSeconds: seconds, faultShare, seed, lanes }) =>
      soak(stage, { seconds, faultShare, seed, lanes }),
    'dead-holder': (stage, options) => deadHolder(stage, { rounds: options.deadHolders }),
  }

/**
 * Tortures the built program, shows the figures as a table and, when asked, writes them as JSON.
 *
 * @param argv `[--quick] [--seed N] [--races N] [--kills N] [--first-kill N] [--named N] [--lost N] [--soak SECONDS]
 * [--dead-holders N] [--lanes N] [--only races,kills,...] [--json FILE]`
 * @returns The exit status: 1 when a promise was broken.
 */
export async function torture(argv: readonly string[]): Promise<number> {
  const options = tortureOptions(argv, availableParallelism())
  const facts = machine(argv, options.seed)
  await using set = stage()
  process.once('exit', set.clear)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(1))
  }
  const found: Part[] = []
  console.log(table('machine', { ...facts }))
  for (const name of options.only) {
    const startedAt = performance.now()
    const part = await parts[name](set, options)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    const timed = { ...part, figures: { ...part.figures, seconds } }
    found.push(timed)
    console.log(table(part.name, timed.figures))
    for (const sentence of part.broken) console.log(`BROKEN: ${sentence}\n`)
  }
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ ...facts, parts: found }, undefined, 2)}\n`)
  }
  return found.every(({ broken }) => broken.length === 0) ? 0 : 1
}
