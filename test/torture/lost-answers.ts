import { isDeepStrictEqual } from 'node:util'
import { inLanes } from './in-lanes.js'
import { look, reuseBetween, type Reuse } from './ledger.js'
import { makeDue, recordIn, type TokenAge } from './oauthctl-home.js'
import { oauthctl, tokenCommand } from './oauthctl.js'
import type { Part } from './part.js'
import { orgOf, reusePolicies, tellPolicy, type ReusePolicy } from './reuse-policy.js'
import type { Scene, Stage } from './stage.js'

/** What came of an answer that got lost once. */
interface Outcome {
  /** Refresh requests of the first run and of the one after it. */
  readonly requests: readonly [number, number]
  readonly statuses: readonly [number | null, number | null]
  readonly printed: 'new token twice' | 'old token twice' | 'nothing' | 'something else'
  readonly warned: boolean
  /** Refreshes that the org granted, replays apart. */
  readonly granted: number
  readonly reuse: Reuse
}

/** How often each answer is lost, and how many orgs run side by side. */
export interface LostOptions {
  readonly times: number
  readonly lanes: number
}

/** What one of the eight cases came to; `wrong` is the first outcome that was not as wanted. */
interface LostResult {
  readonly place: string
  readonly wanted: Outcome
  readonly wrong: Outcome | undefined
}

const noReuse: Reuse = { refused: 0, replayed: 0, families_revoked: 0 }
const replayed: Outcome = {
  requests: [2, 0],
  statuses: [0, 0],
  printed: 'new token twice',
  warned: false,
  granted: 1,
  reuse: { ...noReuse, replayed: 1 },
}
const kept: Outcome = { ...replayed, granted: 2, reuse: noReuse }
const postponed: Outcome = {
  requests: [1, 0],
  statuses: [0, 0],
  printed: 'old token twice',
  warned: true,
  granted: 1,
  reuse: noReuse,
}
const ended: Outcome = {
  requests: [2, 0],
  statuses: [4, 4],
  printed: 'nothing',
  warned: true,
  granted: 1,
  reuse: { refused: 1, replayed: 0, families_revoked: 1 },
}

/** The eight outcomes of row C9. */
const expected: Readonly<Record<ReusePolicy['name'], Readonly<Record<TokenAge, Outcome>>>> = {
  fatal: { alive: postponed, over: ended },
  grace: { alive: replayed, over: replayed },
  idempotent: { alive: replayed, over: replayed },
  none: { alive: kept, over: kept },
}

/**
 * Loses the answer of a refresh that the org has granted, under every policy, with an old access token alive and
 * over.
 */
export async function lostAnswers(stage: Stage, { times, lanes }: LostOptions): Promise<Part> {
  const cases = Object.values(reusePolicies).flatMap((policy) => [
    { policy, age: 'alive' } as const,
    { policy, age: 'over' } as const,
  ])
  const parts: LostResult[] = []
  await inLanes(lanes, cases, async (next) => {
    for (let entry = next(); entry !== undefined; entry = next()) {
      const [place, { policy, age }] = entry
      parts[place] = await loseAnswers(stage, policy, age, times)
    }
  })
  return {
    name: 'lost answers',
    figures: {
      times,
      ...Object.fromEntries(
        parts.map(({ place, wanted, wrong }) => [
          place,
          wrong === undefined
            ? `${wanted.requests[0]} requests, exit ${wanted.statuses.join(', then ')}`
            : 'BROKEN',
        ]),
      ),
    },
    broken: parts.flatMap(({ place, wanted, wrong }) =>
      wrong === undefined
        ? []
        : [`${place}: ${JSON.stringify(wrong)}, not ${JSON.stringify(wanted)}`],
    ),
  }
}

async function loseAnswers(
  stage: Stage,
  policy: ReusePolicy,
  age: TokenAge,
  times: number,
): Promise<LostResult> {
  await using scene = await stage.scene(oauthctl, orgOf(policy))
  const found: Outcome[] = []
  for (let count = 0; count < times; count += 1) {
    if (count > 0) await oauthctl.prepare(scene.org, scene.home)
    tellPolicy(scene.home, policy)
    found.push(await loseAnswer(stage, scene, age))
  }
  const wanted = expected[policy.name][age]
  const wrong = found.find((outcome) => !isDeepStrictEqual(outcome, wanted))
  return { place: `${policy.name}, old token ${age}`, wanted, wrong }
}

async function loseAnswer(stage: Stage, { org, home }: Scene, age: TokenAge): Promise<Outcome> {
  await makeDue(org, home, age)
  const old = (await recordIn(home)).tokens.accessToken.expose()
  const before = await look(org)
  await org.control('faults', [
    { path: '/services/oauth2/token', grant_type: 'refresh_token', kind: 'drop-after' },
  ])
  const first = await stage.start(tokenCommand(home)).ended
  const between = await look(org)
  const second = await stage.start(tokenCommand(home)).ended
  const after = await look(org)
  const printed = [first, second].map(({ stdout }) => stdout.trim())
  return {
    requests: [between.asked - before.asked, after.asked - between.asked],
    statuses: [first.status, second.status],
    printed: told(printed, old, after.isLive),
    warned: first.stderr !== '',
    granted: after.refreshes - before.refreshes,
    reuse: reuseBetween(before, after),
  }
}

function told(
  [first = '', second = '']: readonly string[],
  old: string,
  isLive: (token: string) => boolean,
): Outcome['printed'] {
  if (first === '' && second === '') return 'nothing'
  if (first !== second || !isLive(first)) return 'something else'
  return first === old ? 'old token twice' : 'new token twice'
}
