import { isDeepStrictEqual } from 'node:util'
import { checkpoints, type Checkpoint } from '../../src/kernel/checkpoint.js'
import { inHomes } from './in-lanes.js'
import { settledLook } from './ledger.js'
import {
  expectedRecovery,
  expectedSession,
  expectedWrecks,
  type Pending,
  type Recovery,
  type Wreck,
} from './named-outcome.js'
import { makeDue, recordIn, type TokenAge } from './oauthctl-home.js'
import { crashAt, nextRefreshToken, oauthctl, tokenCommand } from './oauthctl.js'
import { unless, type Part } from './part.js'
import type { Scene, Stage } from './stage.js'

/** How often each point is killed at. */
export interface NamedOptions {
  readonly times: number
  readonly lanes: number
}

interface Kill {
  readonly place: Checkpoint
  readonly age: TokenAge
}

interface NamedResult extends Kill {
  readonly wreck: Wreck
  readonly session: 'good' | 'lost'
  readonly broken: readonly string[]
}

/**
 * Kills at every named checkpoint, with an old access token that is alive and one that is over, and lets another
 * run find the wreck (row P2, P3).
 */
export async function named(stage: Stage, options: NamedOptions): Promise<Part> {
  const kills = Array.from({ length: options.times }, () =>
    checkpoints.flatMap((place) => [
      { place, age: 'alive' } as const,
      { place, age: 'over' } as const,
    ]),
  ).flat()
  const results = await inHomes(stage, oauthctl, options.lanes, kills, (scene, kill) =>
    killAt(stage, scene, kill),
  )
  const broken = results.flatMap((result) =>
    result.broken.map((sentence) => `${result.place}, old token ${result.age}: ${sentence}`),
  )
  const at = (place: Checkpoint): readonly NamedResult[] =>
    results.filter((one) => one.place === place)
  return {
    name: 'named points',
    figures: {
      kills: results.length,
      lost: results.filter(({ session }) => session === 'lost').length,
      lost_at: checkpoints
        .filter((place) => at(place).some(({ session }) => session === 'lost'))
        .join(' '),
      acted_at_cp5: at('CP5').filter(({ wreck }) => wreck.granted > 0).length,
      broken: broken.length,
    },
    broken: [...new Set(broken)],
  }
}

async function killAt(stage: Stage, scene: Scene, { place, age }: Kill): Promise<NamedResult> {
  const { org, home } = scene
  await makeDue(org, home, age)
  const old = (await recordIn(home)).tokens.accessToken.expose()
  const command = tokenCommand(home)
  const before = await settledLook(org)

  const killed = await stage.start(command, crashAt(place)).ended
  const afterKill = await settledLook(org)
  const wreck = { pending: await pendingIn(home), granted: afterKill.refreshes - before.refreshes }

  const run = await stage.start(command).ended
  const after = await settledLook(org)
  const printed = run.stdout.trim()
  const recovery: Recovery = {
    status: run.status,
    requests: after.asked - afterKill.asked,
    printed: printed === '' ? 'nothing' : printed === old ? 'old token' : 'new token',
    pending: await pendingIn(home),
  }
  const session = after.isLive(nextRefreshToken(await recordIn(home))) ? 'good' : 'lost'
  if (session === 'lost' || recovery.pending !== 'nothing') await oauthctl.prepare(org, home)
  const expected = expectedRecovery(wreck, age)
  return {
    place,
    age,
    wreck,
    session,
    broken: [
      ...unless(
        killed.signal === 'SIGKILL',
        `it was not killed there but ended with ${killed.status}`,
      ),
      ...unless(killed.stdout === '', 'it printed before it was killed'),
      ...unless(
        expectedWrecks(place).some((one) => isDeepStrictEqual(one, wreck)),
        `the kill left ${JSON.stringify(wreck)}`,
      ),
      ...unless(
        isDeepStrictEqual(recovery, expected),
        `the recovery was ${JSON.stringify(recovery)}, not ${JSON.stringify(expected)}: ${run.stderr.trim()}`,
      ),
      ...unless(
        printed === '' || after.isLive(printed),
        'the org does not accept what was printed',
      ),
      ...unless(session === expectedSession(wreck), `the session is ${session}`),
    ],
  }
}

async function pendingIn(home: string): Promise<Pending> {
  return (await recordIn(home)).pending?.kind ?? 'nothing'
}
