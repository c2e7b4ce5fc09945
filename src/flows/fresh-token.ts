import type { Reach } from '../kernel/checkpoint.js'
import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type {
  Clock,
  DeferSignals,
  Fetch,
  Random,
  SpentTokens,
  Stores,
  WithCredentialLock,
  WithLock,
} from '../kernel/ports.js'
import type { RotationReuse } from '../kernel/profile.js'
import type { ReadText } from '../kernel/text-place.js'
import { epochSecondsOfMs, freshness, type EpochSeconds } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { isGoodEnough, type Demand } from './demand.js'
import { refuseDead } from './login-ended.js'
import type { Prove } from './prove-client.js'
import type { Patience } from './patience.js'
import type { Attempt, Renewal } from './renewal.js'
import { held, isAdoptable, isRenewedSince } from './stored-credential.js'

/** Which token is wanted. */
export interface FreshTokenRequest {
  readonly profile: string
  readonly demand: Demand
  /** Seconds a token without a stated lifetime is taken to live. */
  readonly sessionTimeout: number
  /** What the server does with a refresh token that comes twice. */
  readonly rotationReuse: RotationReuse
}

/** What a fresh token needs of the world. */
export interface FreshTokenPorts {
  readonly stores: Stores
  readonly withLock: WithLock
  /** The lock that other configurations of the same user take as well (row C7). */
  readonly withCredentialLock: WithCredentialLock
  readonly spentTokens: SpentTokens
  readonly fetch: Fetch
  readonly clock: Clock
  readonly random: Random
  readonly readText: ReadText
  readonly prove: Prove
  readonly providerOf: (kind: Credential['server']['kind']) => Promise<Provider>
  readonly deferSignals: DeferSignals
  readonly reach: Reach
  readonly warn: (message: string) => void
}

/** A token fit to be handed out, and whether it was renewed for that. */
export interface FreshToken {
  readonly credential: Credential
  readonly renewed: boolean
}

/**
 * Gives a token that satisfies the demand, refreshing once if needed.
 *
 * Readers of a good token never lock. A refresh is one critical section across processes (cli-contract 8.8, ADR 11);
 * who waits for it takes what it brought without the lock. A refused refresh marks the credential dead, after
 * reading it once more; nothing is ever deleted.
 *
 * @throws {AuthError} `login_required` when only a person can help; `network_error` and its kin when the
 * refresh failed on the way and no stored token is worth handing out; `outcome_unknown` when asking again could end
 * the login; store errors; the signal's reason.
 */
export async function freshToken(
  request: FreshTokenRequest,
  ports: FreshTokenPorts,
  signal: AbortSignal,
): Promise<FreshToken> {
  const { store, credential, stamp } = await held(request.profile, ports.stores)
  if (isGoodEnough(credential, request.demand, request.sessionTimeout, now(ports)))
    return { credential, renewed: false }
  refuseDead(credential, request.demand)
  const { refuseUnrenewable } = await import('./renew.js')
  refuseUnrenewable(credential)

  try {
    const fresh = await renewed({ request, store, seen: credential, stamp, ports, signal })
    warnIfShort(fresh, request, ports)
    return fresh
  } catch (error) {
    return lastResort(credential, request, ports, error)
  }
}

/** Tries until it is renewed, or patience has an end. The lock is free in the pauses. */
async function renewed(renewal: Renewal): Promise<FreshToken> {
  const { ports, signal } = renewal
  const beginMs = ports.clock.nowMs()
  let pauseAfter: Patience | undefined
  for (;;) {
    const attempt = await underLock(renewal)
    ports.reach('CP10')
    // Whatever was under way is kept by now; who asked to end it is not kept waiting for more.
    signal.throwIfAborted()
    if (attempt.kind === 'fresh') return attempt.fresh
    const { patience } = await import('./patience.js')
    pauseAfter ??= patience(ports.clock, ports.random, beginMs)
    const pauseMs = pauseAfter(attempt)
    if (pauseMs === undefined) throw attempt.error
    await ports.clock.sleep(pauseMs, signal)
  }
}

async function underLock(renewal: Renewal): Promise<Attempt> {
  const { request, seen, ports, signal } = renewal
  // Loaded by the one that renews: the many that wait for it need none of it.
  const section = async (): Promise<Attempt> => {
    const { attemptRenewal } = await import('./renewal.js')
    return attemptRenewal(renewal)
  }
  const spends = seen.tokens.refreshToken !== undefined
  return ports.withLock(
    request.profile,
    () => (spends ? ports.withCredentialLock(seen, section, { signal }) : section()),
    { signal, ready: () => ports.reach('CP0'), meanwhile: adoptOnChange(renewal) },
  )
}

/** Looks at the record whenever it has been replaced: who only waits for a fresh token needs no lock. */
function adoptOnChange({
  request,
  store,
  seen,
  stamp,
  ports,
}: Renewal): () => Promise<Attempt | undefined> {
  let known = stamp
  return async () => {
    const present = store.stamp(request.profile)
    if (present === known) return undefined
    known = present
    const current = await store.get(request.profile)
    if (current === undefined || !isRenewedSince(seen, current)) return undefined
    if (!isAdoptable(current, ports.clock)) return undefined
    return { kind: 'fresh', fresh: { credential: current, renewed: false } }
  }
}

function warnIfShort(fresh: FreshToken, request: FreshTokenRequest, ports: FreshTokenPorts): void {
  const { demand, sessionTimeout } = request
  if (demand.kind !== 'min-ttl' || demand.seconds === undefined) return
  const { tokens } = fresh.credential
  if (freshness(tokens, demand.seconds, sessionTimeout, now(ports)) === 'stale') {
    ports.warn(`the new token lives shorter than the ${demand.seconds} seconds that were asked for`)
  }
}

/** A stored token not known dead beats none when the network is down, unless more was asked for. */
function lastResort(
  credential: Credential,
  request: FreshTokenRequest,
  ports: FreshTokenPorts,
  error: unknown,
): FreshToken {
  const { demand } = request
  const forgiving = demand.kind === 'min-ttl' && demand.seconds === undefined
  const { expiry } = credential.tokens
  const knownDead = expiry !== undefined && expiry.at <= now(ports)
  const onTheWay = error instanceof AuthError && error.retryable && error.code !== 'bad_answer'
  if (!onTheWay || !forgiving || knownDead) throw error
  ports.warn(`${error.message}; this is the stored token, which may have expired`)
  return { credential, renewed: false }
}

function now(ports: FreshTokenPorts): EpochSeconds {
  return epochSecondsOfMs(ports.clock.nowMs())
}
