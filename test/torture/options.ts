import { parseArgs } from 'node:util'

/** The parts of the torture, in the order in which they run. */
export const partNames = ['races', 'kills', 'named', 'lost', 'soak', 'dead-holder'] as const

/** One of {@link partNames}. */
export type PartName = (typeof partNames)[number]

/** How much torture. */
export interface TortureOptions {
  readonly seed: number
  /** Processes at the barrier. */
  readonly races: number
  /** Rounds of random kills, and the first of them. */
  readonly kills: number
  readonly firstKill: number
  readonly mend: 'always' | 'when touched'
  /** Kills per named point and age of the old token. */
  readonly named: number
  /** Lost answers per outcome. */
  readonly lost: number
  readonly soakSeconds: number
  /** Share of the refreshes in the soak that meet a failure, 0 to 1. */
  readonly faultShare: number
  readonly deadHolders: number
  /** Homes tortured side by side. */
  readonly lanes: number
  readonly only: readonly PartName[]
  /** Where the figures are written as JSON besides. */
  readonly json: string | undefined
}

const full = { races: 500, kills: 10_000, named: 20, lost: 10, soak: 600, 'dead-holders': 50 }
const quick = { races: 50, kills: 200, named: 1, lost: 1, soak: 10, 'dead-holders': 5 }

/** Reads what was typed. @throws {TypeError} Naming the option that is wrong. */
export function tortureOptions(argv: readonly string[], cores: number): TortureOptions {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean' },
      seed: text,
      races: text,
      kills: text,
      'first-kill': text,
      named: text,
      lost: text,
      soak: text,
      'dead-holders': text,
      lanes: text,
      only: text,
      json: text,
    },
  })
  const usual = values.quick === true ? quick : full
  const amount = (name: keyof typeof full): number => whole(name, values[name], usual[name])
  return {
    seed: whole('seed', values.seed, 1),
    races: amount('races'),
    kills: amount('kills'),
    firstKill: whole('first-kill', values['first-kill'], 0),
    mend: values.quick === true ? 'when touched' : 'always',
    named: amount('named'),
    lost: amount('lost'),
    soakSeconds: amount('soak'),
    // A short soak would see no failure at all.
    faultShare: values.quick === true ? 0.3 : 0.05,
    deadHolders: amount('dead-holders'),
    lanes: whole('lanes', values.lanes, cores + 1),
    only: values.only === undefined ? partNames : values.only.split(',').map(partName),
    json: values.json,
  }
}

function whole(name: string, given: string | undefined, usual: number): number {
  if (given === undefined) return usual
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw new TypeError(`--${name} is not a whole number: ${given}`)
}

function partName(given: string): PartName {
  const found = partNames.find((name) => name === given)
  if (found !== undefined) return found
  throw new TypeError(`--only knows ${partNames.join(', ')}, not ${given}`)
}
