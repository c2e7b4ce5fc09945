import type { OrgClock } from './clock.js'

/** The assertions that were used, so that none is used twice. */
export interface Replays {
  /**
   * Marks the id of an assertion as used.
   *
   * @param issuer Who gave the assertion its id.
   * @param untilMs When the assertion ends and needs no remembering.
   * @returns `false` when it was used before.
   */
  readonly use: (issuer: string, id: string, untilMs: number) => boolean
  readonly clear: () => void
}

/** So that assertions that never end do not fill the memory: the oldest is forgotten. */
const most = 10_000

/** Nothing was used yet. */
export function replays(clock: OrgClock): Replays {
  const used = new Map<string, number>()
  return {
    use: (issuer, id, untilMs) => {
      const key = JSON.stringify([issuer, id])
      const until = used.get(key)
      if (until !== undefined && clock.nowMs() < until) return false
      used.delete(key)
      used.set(key, untilMs)
      const [oldest] = used.keys()
      if (used.size > most && oldest !== undefined) used.delete(oldest)
      return true
    },
    clear: () => used.clear(),
  }
}
