import { OAuthResponseError } from '../kernel/errors.js'
import type { Clock, Fetch, HttpAnswer, HttpRequest, Random } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { newNonce, type Oauth1Moment } from '../oauth/oauth1-request.js'
import { clockSkew } from './clock-skew.js'

/** What signing and sending needs of the world. */
export interface SignedPorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly random: Random
}

/**
 * Sends a request that is signed for this moment and no other, and judges the answer. Where it is refused, a
 * clock that is off is named: the signature holds its time.
 */
export async function signedExchange<T>(
  request: (moment: Oauth1Moment) => HttpRequest,
  judge: (answer: HttpAnswer) => T,
  { fetch, clock, random }: SignedPorts,
  signal: AbortSignal,
): Promise<T> {
  const timestamp = epochSecondsOfMs(clock.nowMs())
  const answer = await fetch(request({ nonce: newNonce(random), timestamp }), signal)
  try {
    return judge(answer)
  } catch (error) {
    const skew = clockSkew(answer, clock.nowMs())
    if (!(error instanceof OAuthResponseError) || skew === undefined) throw error
    throw new OAuthResponseError(error.code, `${error.message}; ${skew}`, error.refusal, {
      cause: error,
      hint: 'set the clock of this machine, then run the command again',
    })
  }
}

/**
 * A clock that never goes back: timestamps of one client may repeat, but not fall (OAuth Core 1.0a §8, threat
 * row T98).
 */
export function risingClock(clock: Clock): Clock {
  let latest = 0
  return {
    nowMs: () => (latest = Math.max(latest, clock.nowMs())),
    sleep: clock.sleep,
  }
}
