/** The clock of an org: the computer's, moved by what a test asked for. */
export interface OrgClock {
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number
  /** Seconds since the epoch, whole. */
  readonly nowS: () => number
  /** Moves the clock for good. */
  readonly advance: (ms: number) => void
}

/** A clock that starts at the computer's time. */
export function orgClock(): OrgClock {
  let movedMs = 0
  const nowMs = (): number => Date.now() + movedMs
  return {
    nowMs,
    nowS: () => Math.floor(nowMs() / 1000),
    advance: (ms) => {
      movedMs += ms
    },
  }
}
