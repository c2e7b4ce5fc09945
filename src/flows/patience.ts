import type { AuthError } from '../kernel/errors.js'
import type { Clock, Random } from '../kernel/ports.js'

/** A renewal that did not come about and may, if it is tried again. */
export interface AnotherTry {
  readonly kind: 'again'
  /** `unsent`: no byte left. `busy`: another refresh is under way. `lost`: no answer. `paused`: the server wants a pause. */
  readonly why: 'unsent' | 'busy' | 'lost' | 'paused'
  /** What to say when there is no other try. */
  readonly error: AuthError
}

interface Tries {
  /** Milliseconds before each other try. */
  readonly pausesMs: readonly number[]
  /** Milliseconds since the start after which nothing is tried again. */
  readonly withinMs: number
}

const tries: Readonly<Record<AnotherTry['why'], Tries>> = {
  // Row N1: at most 8 seconds in all.
  unsent: { pausesMs: [250, 1000, 4000], withinMs: 8000 },
  // Row N9.
  busy: { pausesMs: [300, 700, 1500, 3000], withinMs: 60_000 },
  lost: { pausesMs: [500, 1000, 2000, 4000], withinMs: 60_000 },
  // Row N7: what the server asks for, or a second.
  paused: { pausesMs: [1000, 1000, 1000], withinMs: 60_000 },
}

/** How long to wait before another try, milliseconds; `undefined` when it has been tried often enough. */
export type Patience = (failed: AnotherTry) => number | undefined

/**
 * Patience for one renewal: a few more tries for each kind of failure, not in step with others who have met the
 * same failure.
 *
 * @param beginMs When the renewal began, by the clock.
 */
export function patience(clock: Clock, random: Random, beginMs: number): Patience {
  const tried = new Map<AnotherTry['why'], number>()
  return ({ why, error }) => {
    const { pausesMs, withinMs } = tries[why]
    const count = tried.get(why) ?? 0
    const pauseMs = pausesMs[count]
    if (pauseMs === undefined) return undefined
    const wantedMs = Math.max(pauseMs, why === 'paused' ? (error.retryAfterS ?? 0) * 1000 : 0)
    const waitMs = Math.round(wantedMs * (1 + jitter(random) / 4))
    const elapsedMs = Math.max(0, clock.nowMs() - beginMs)
    if (elapsedMs + wantedMs > withinMs) return undefined
    tried.set(why, count + 1)
    return waitMs
  }
}

/** Between 0 and 1. */
function jitter(random: Random): number {
  return (Buffer.from(random.base64url(1), 'base64url')[0] ?? 0) / 255
}
