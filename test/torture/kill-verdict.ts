import type { Ended } from './child.js'
import { unless } from './part.js'

/** What was seen of one kill and of the run that followed it. */
export interface Attempt {
  /** How to repeat it. */
  readonly place: string
  /** Whether it was killed before it ended by itself. */
  readonly hit: boolean
  /** Whether the store could be read between kill and recovery. */
  readonly readable: boolean
  /**
   * Whether it died in the named window: the org has replaced the refresh token, the store holds the old one still
   * and, where it can, says that it was sent. A store that forgot a younger one, or that claims to have sent
   * nothing, is not in it.
   */
  readonly windowed: boolean
  /** Refreshes that the org had granted before the recovery. */
  readonly refreshesBefore: number
  /** `undefined` when the kill had changed nothing, so that there was nothing to recover from. */
  readonly recovery: Recovery | undefined
}

/** The run that followed a kill. */
export interface Recovery {
  readonly run: Ended
  /** Whether the org accepts what it printed, and the refresh token that is stored now. */
  readonly usable: boolean
  /** Refreshes that the org granted in the round, those before the recovery with them. */
  readonly refreshes: number
  readonly familiesRevoked: number
}

/** What an attempt means. */
export interface Verdict {
  readonly attempt: Attempt
  /** Whether somebody has to log in again. */
  readonly lost: boolean
  /** The promises that it broke. */
  readonly broken: readonly string[]
}

/** Judges an attempt: in the window a session may be lost, anywhere else nothing may be, and one refresh is enough. */
export function judged(attempt: Attempt): Verdict {
  const { recovery } = attempt
  const lost = recovery !== undefined && (recovery.run.status !== 0 || !recovery.usable)
  return {
    attempt,
    lost,
    broken: [
      ...unless(attempt.readable, 'the store could not be read'),
      ...(recovery === undefined || attempt.windowed ? [] : outsideWindow(recovery, lost)),
    ],
  }
}

function outsideWindow(
  { run, refreshes, familiesRevoked }: Recovery,
  lost: boolean,
): readonly string[] {
  return [
    ...unless(!lost, `the session was lost (${run.status ?? run.signal} ${run.stderr.trim()})`),
    ...unless(refreshes === 1, `it took ${refreshes} refreshes`),
    ...unless(familiesRevoked === 0, 'the org ended the login'),
  ]
}
