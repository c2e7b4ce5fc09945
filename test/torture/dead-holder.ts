import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from './child.js'
import type { Command } from './contender.js'
import { makeDue } from './oauthctl-home.js'
import { crashAt, oauthctl, tokenCommand } from './oauthctl.js'
import { unless, type Part } from './part.js'
import { asleep, processState, stopped } from './process-state.js'
import { spread, spreadFigures } from './quantile.js'
import type { Stage } from './stage.js'

const waiting = 3
const pollMs = 1
const giveUpMs = 10_000

/** How often, and how soon it has to be noticed. */
export interface DeadHolderOptions {
  readonly rounds: number
  /** Milliseconds beyond scheduling within which 99 % are noticed. Default 100. */
  readonly withinMs?: number
}

/** Milliseconds from the death of a holder to the next one. */
interface Takeover {
  readonly ms: number
  /** How late a timer of the harness came at worst in that time: what the machine adds, whoever waits. */
  readonly latenessMs: number
}

/**
 * Kills a process that holds the lock while others wait for it, and measures until the next one has it (row C4).
 *
 * Everybody stops himself as soon as he holds the lock: the first does so for good, and of the waiting ones the
 * first that is seen stopped has taken over. What is reported beside it, "beyond scheduling", is without the worst
 * lateness of a timer of this process in the same moments: a process that nobody lets run notices nothing.
 */
export async function deadHolder(
  stage: Stage,
  { rounds, withinMs = 100 }: DeadHolderOptions,
): Promise<Part> {
  await using scene = await stage.scene(oauthctl)
  await makeDue(scene.org, scene.home, 'over')
  const command = tokenCommand(scene.home)
  const takeovers: Takeover[] = []
  for (let round = 0; round < rounds; round += 1) takeovers.push(await takeover(stage, command))
  const noticed = spread(takeovers.map(({ ms }) => ms))
  const beyond = spread(takeovers.map(({ ms, latenessMs }) => Math.max(0, ms - latenessMs)))
  return {
    name: 'dead holder',
    figures: {
      rounds,
      waiting,
      ...spreadFigures('noticed', noticed),
      ...spreadFigures('beyond_scheduling', beyond),
    },
    broken: unless(
      beyond.p99 <= withinMs,
      `a dead holder was noticed after ${beyond.p99} ms beyond scheduling`,
    ),
  }
}

async function takeover(stage: Stage, command: Command): Promise<Takeover> {
  const started: Child[] = []
  const start = (): Child => {
    const child = stage.start(command, crashAt('CP1:SIGSTOP'))
    started.push(child)
    return child
  }
  try {
    const holder = start()
    if (!(await stopped(holder))) {
      throw new Error(`nobody stops at CP1: ${(await holder.ended).stderr}`)
    }
    const others = Array.from({ length: waiting }, start)
    await Promise.all(others.map(asleep))
    holder.kill('SIGKILL', 'process')
    return await nextStopped(others)
  } finally {
    for (const child of started) child.kill('SIGKILL', 'group')
    await Promise.all(started.map(({ ended }) => ended))
  }
}

async function nextStopped(others: readonly Child[]): Promise<Takeover> {
  const killedAt = performance.now()
  let latenessMs = 0
  for (;;) {
    const now = performance.now()
    if (others.some(({ pid }) => processState(pid) === 'T'))
      return { ms: now - killedAt, latenessMs }
    if (now - killedAt > giveUpMs) throw new Error(`nobody took over within ${giveUpMs} ms`)
    await wait(pollMs)
    latenessMs = Math.max(latenessMs, performance.now() - now - pollMs)
  }
}
