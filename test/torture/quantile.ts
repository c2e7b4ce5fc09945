/** Where the middle, nearly all and all of some measurements lie. */
export interface Spread {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** The spread of measurements by nearest rank, rounded to tenths; zeros when there are none. */
export function spread(measured: readonly number[]): Spread {
  const sorted = [...measured].sort((one, other) => one - other)
  return {
    p50: tenths(nearestRank(sorted, 0.5)),
    p99: tenths(nearestRank(sorted, 0.99)),
    max: tenths(sorted.at(-1) ?? 0),
  }
}

/** How much one spread lies above another, never below zero. */
export function beyond(one: Spread, other: Spread): Spread {
  const above = (name: keyof Spread): number => tenths(Math.max(0, one[name] - other[name]))
  return { p50: above('p50'), p99: above('p99'), max: above('max') }
}

/** As figures of a report. @param name What was measured. */
export function spreadFigures(name: string, given: Spread): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(given).map(([at, ms]) => [`${name}_${at}_ms`, ms]))
}

function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
