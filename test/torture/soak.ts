import { readdirSync } from 'node:fs'
import { look, reuseBetween } from './ledger.js'
import { oauthctl, tokenCommand } from './oauthctl.js'
import { unless, type Part } from './part.js'
import { randomOf, type SeededRandom } from './random.js'
import { orgOf, reusePolicies, tellPolicy } from './reuse-policy.js'
import type { Scene, Stage } from './stage.js'

/** How long and how hard. */
export interface SoakOptions {
  readonly seconds: number
  /** Share of the refreshes that meet a failure, 0 to 1. */
  readonly faultShare: number
  readonly seed: number
  readonly lanes: number
}

const faults: readonly Readonly<Record<string, unknown>>[] = [
  { kind: 'answer', status: 503 },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'drop-after', at_byte: 200 },
  { kind: 'delay', delay_ms: 300 },
  { kind: 'drip', delay_ms: 1 },
]
/** Share of the runs before which the org ends all access tokens. */
const expiryShare = 0.5

interface Soaked {
  readonly runs: number
  readonly refreshes: number
  readonly replayed: number
  readonly faults: number
  readonly filesBefore: number
  readonly filesAfter: number
  readonly broken: readonly string[]
}

/**
 * Runs `token` again and again at a server with a grace period while one answer in many goes wrong (row X9):
 * nobody may have to log in.
 */
export async function soak(stage: Stage, options: SoakOptions): Promise<Part> {
  const lanes = await Promise.all(
    Array.from({ length: options.lanes }, async (_, lane) => {
      await using scene = await stage.scene(oauthctl, orgOf(reusePolicies.grace))
      tellPolicy(scene.home, reusePolicies.grace)
      return await soakOne(stage, scene, options, randomOf(options.seed, lane))
    }),
  )
  const sum = (of: (lane: Soaked) => number): number =>
    lanes.reduce((total, lane) => total + of(lane), 0)
  return {
    name: 'soak',
    figures: {
      seconds_of_soak: options.seconds,
      runs: sum(({ runs }) => runs),
      refreshes: sum(({ refreshes }) => refreshes),
      faults: sum((lane) => lane.faults),
      replayed: sum(({ replayed }) => replayed),
      broken: sum(({ broken }) => broken.length),
      files_before: sum(({ filesBefore }) => filesBefore),
      files_after: sum(({ filesAfter }) => filesAfter),
    },
    broken: lanes.flatMap(({ broken }) => broken),
  }
}

async function soakOne(
  stage: Stage,
  scene: Scene,
  { seconds, faultShare }: SoakOptions,
  random: SeededRandom,
): Promise<Soaked> {
  const { org, home } = scene
  const end = performance.now() + seconds * 1000
  const broken: string[] = []
  let runs = 0
  let scripted = 0
  broken.push(...(await renewed(stage, scene)))
  const filesBefore = filesIn(home)
  const before = await look(org)
  while (performance.now() < end) {
    runs += 1
    if (random.next() >= expiryShare) {
      const { status, stderr } = await stage.start(tokenCommand(home)).ended
      broken.push(...unless(status === 0, `run ${runs} ended with ${status}: ${stderr.trim()}`))
      continue
    }
    const fault = random.next() < faultShare ? oneOf(faults, random) : undefined
    if (fault !== undefined) {
      scripted += 1
      const place = { path: '/services/oauth2/token', grant_type: 'refresh_token' }
      await org.control('faults', [{ ...place, ...fault }])
    }
    for (const sentence of await renewed(stage, scene)) {
      broken.push(`run ${runs}, ${JSON.stringify(fault ?? 'no fault')}: ${sentence}`)
    }
  }
  const after = await look(org)
  const filesAfter = filesIn(home)
  return {
    runs,
    refreshes: after.refreshes - before.refreshes,
    replayed: reuseBetween(before, after).replayed,
    faults: scripted,
    filesBefore: filesBefore.length,
    filesAfter: filesAfter.length,
    broken: [
      ...broken,
      ...unless(
        filesAfter.join('\n') === filesBefore.join('\n'),
        `there are other files than before: ${filesAfter.filter((name) => !filesBefore.includes(name)).join(', ')}`,
      ),
      ...unless(!filesAfter.some(isTemporary), 'temporary files are left'),
    ],
  }
}

/** Ends the access token and asks for another, as a script does after a 401. */
async function renewed(stage: Stage, { org, home, contender }: Scene): Promise<readonly string[]> {
  await org.control('expire')
  const { status, stdout, stderr } = await stage.start(await contender.command(home)).ended
  const after = await look(org)
  return [
    ...unless(status === 0, `it ended with ${status}: ${stderr.trim()}`),
    ...unless(
      status !== 0 || after.isLive(stdout.trim()),
      'the org does not accept what was printed',
    ),
    ...unless(after.isLive(await contender.refreshTokenIn(home)), 'the session is lost'),
  ]
}

function filesIn(home: string): readonly string[] {
  const found = readdirSync(home, { recursive: true, encoding: 'utf8' })
  return found.sort()
}

function isTemporary(name: string): boolean {
  return name.endsWith('.tmp')
}

function oneOf<T>(list: readonly T[], random: SeededRandom): T | undefined {
  return list[Math.floor(random.next() * list.length)]
}
