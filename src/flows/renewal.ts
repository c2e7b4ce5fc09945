import type { Credential } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import type { CredentialStore } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { isGoodEnough } from './demand.js'
import { afterLostAnswer, type AfterLostAnswer, type LostAnswerFacts } from './lost-answer.js'
import {
  endedLogin,
  giveUp,
  outcomeUnknown,
  refuseDead,
  stillBusy,
  usedElsewhere,
} from './login-ended.js'
import type { AnotherTry } from './patience.js'
import { commitAnswer, isAnswered, settled } from './refresh-answer.js'
import { exchangeRefreshToken } from './refresh-exchange.js'
import type { RefreshPorts } from './refresh-ports.js'
import { runAgain } from './renew.js'
import type { FreshToken, FreshTokenPorts, FreshTokenRequest } from './fresh-token.js'
import { isAdoptable, isRenewedSince, reread } from './stored-credential.js'

/** One try to renew, under the lock. */
export interface Renewal {
  readonly request: FreshTokenRequest
  readonly store: CredentialStore
  /** As it was before the lock was asked for. */
  readonly seen: Credential
  /** Which the store gave for it then. */
  readonly stamp: string
  readonly ports: FreshTokenPorts
  readonly signal: AbortSignal
}

/** What one try came to. */
export type Attempt = { readonly kind: 'fresh'; readonly fresh: FreshToken } | AnotherTry

/**
 * Renews a credential once, whatever a process that died has left behind: read again, adopt what a sibling has
 * renewed, commit an answer that nobody has judged, mind an answer that was lost, then ask the server.
 *
 * @throws {AuthError} What no other try mends: `login_required`, `outcome_unknown`, refusals, store errors.
 */
export async function attemptRenewal(renewal: Renewal): Promise<Attempt> {
  const { request, store, seen, ports, signal } = renewal
  ports.reach('CP1')
  const current = await reread(request.profile, store)
  if (isRenewedSince(seen, current) && isAdoptable(current, ports.clock)) {
    return fresh(current, false)
  }
  refuseDead(current, request.demand)
  signal.throwIfAborted()
  const provider = await ports.providerOf(current.server.kind)
  if (current.tokens.refreshToken === undefined) return again(current, provider, renewal)
  if (!isAnswered(current)) return refresh(current, provider, renewal)
  const outcome = await commitAnswer(current, provider, refreshPorts(renewal), signal)
  if (outcome.kind !== 'renewed') {
    return refresh(await reread(request.profile, store), provider, renewal)
  }
  const found = await renewed(current, outcome.credential, renewal)
  // The answer may have lain there for hours.
  const now = epochSecondsOfMs(ports.clock.nowMs())
  return isGoodEnough(outcome.credential, request.demand, request.sessionTimeout, now)
    ? found
    : refresh(outcome.credential, provider, renewal)
}

/** A grant that is run again spends nothing, so any failure on the way may be tried again (row N8). */
async function again(
  current: Credential,
  provider: Provider,
  { store, ports, signal }: Renewal,
): Promise<Attempt> {
  ports.reach('CP2')
  try {
    const renewed = await runAgain(current, provider, ports, signal)
    await store.put(renewed)
    return fresh(renewed, true)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AuthError)) throw error
    if (error.code === 'rate_limited') return { kind: 'again', why: 'paused', error }
    if (!passing.has(error.code)) throw error
    return { kind: 'again', why: 'lost', error }
  }
}

const passing: ReadonlySet<string> = new Set(['network_error', 'timeout', 'server_error'])

async function refresh(
  current: Credential,
  provider: Provider,
  renewal: Renewal,
): Promise<Attempt> {
  const { ports, signal } = renewal
  await refuseSpent(current, renewal)
  const step = afterLostAnswer(factsOf(current, renewal))
  if (step === 'postpone') throw outcomeUnknown(current)
  if (step === 'give_up') throw giveUp(current)
  ports.reach('CP2')
  const outcome = await exchangeRefreshToken(current, provider, refreshPorts(renewal), signal)
  switch (outcome.kind) {
    case 'renewed':
      return renewed(current, outcome.credential, renewal)
    case 'unsent':
      if (!passing.has(outcome.error.code)) throw outcome.error
      return { kind: 'again', why: 'unsent', error: outcome.error }
    case 'lost':
      if (step === 'last_try') await noteLastTry(renewal)
      return withoutAnswer(step, outcome.error, renewal)
    case 'unclear':
      return withoutAnswer(step, outcome.error, renewal)
    case 'refused':
      return refused(current, outcome.error, provider, renewal)
  }
}

async function renewed(before: Credential, after: Credential, renewal: Renewal): Promise<Attempt> {
  const spent = before.tokens.refreshToken
  if (after.rotates === true && spent !== undefined) {
    await renewal.ports.spentTokens.add(after, spent)
  }
  return fresh(after, true)
}

/**
 * Written down when the answer is missed, not before the replay leaves: a process that is killed has not seen whether
 * there was one, and a server in trouble that says so (`unclear`) has most likely done nothing.
 */
async function noteLastTry({ request, store }: Renewal): Promise<void> {
  const current = await reread(request.profile, store)
  const { pending } = current
  if (pending?.kind === 'sent')
    await store.put({ ...current, pending: { ...pending, lastTry: true } })
}

/** The record says `sent` now; the table decides whether this process may try again. */
async function withoutAnswer(
  step: AfterLostAnswer,
  error: AuthError,
  renewal: Renewal,
): Promise<Attempt> {
  if (step === 'last_try') throw error
  const current = await reread(renewal.request.profile, renewal.store)
  const next = afterLostAnswer(factsOf(current, renewal))
  if (next === 'postpone' || next === 'give_up') throw error
  return { kind: 'again', why: 'lost', error }
}

async function refused(
  before: Credential,
  error: AuthError,
  provider: Provider,
  renewal: Renewal,
): Promise<Attempt> {
  if (error.code === 'rate_limited') return { kind: 'again', why: 'paused', error }
  if (!(error instanceof OAuthResponseError)) throw error
  if (provider.isBusyRefresh(error.refusal)) {
    return { kind: 'again', why: 'busy', error: stillBusy(before, error) }
  }
  const current = await reread(renewal.request.profile, renewal.store)
  if (isRenewedSince(before, current)) {
    return isAdoptable(current, renewal.ports.clock)
      ? fresh(current, false)
      : { kind: 'again', why: 'busy', error }
  }
  // Only a dead refresh token ends a login; a wrong secret or a blocked address may be mended (rows N10, N11).
  const ended = error.code === 'login_required' || error.code === 'request_refused'
  if (error.refusal.error !== 'invalid_grant' || !ended) throw error
  const rescued = await byPrevious(current, provider, renewal)
  if (rescued !== undefined) return rescued
  throw await markedDead(current, error, renewal)
}

/**
 * A server that answers an old refresh token as it did the first time may have forgotten the new one, after a
 * failover. No other server is ever shown an old one: whether it still forgives it nobody knows.
 */
async function byPrevious(
  current: Credential,
  provider: Provider,
  renewal: Renewal,
): Promise<Attempt | undefined> {
  const { previous, tokens } = current
  if (previous === undefined || tokens.refreshToken === undefined) return undefined
  if (renewal.request.rotationReuse.kind !== 'idempotent' || current.pending !== undefined) {
    return undefined
  }
  const swapped = {
    ...settled(current),
    tokens: { ...tokens, refreshToken: previous },
    previous: tokens.refreshToken,
  }
  const ports = refreshPorts(renewal)
  const outcome = await exchangeRefreshToken(swapped, provider, ports, renewal.signal)
  if (outcome.kind === 'renewed') return fresh(outcome.credential, true)
  await renewal.store.put(current)
  if (outcome.kind === 'refused') return undefined
  const why = outcome.kind === 'unsent' ? 'unsent' : 'lost'
  return { kind: 'again', why, error: outcome.error }
}

async function markedDead(
  credential: Credential,
  error: OAuthResponseError,
  { store, ports }: Renewal,
): Promise<AuthError> {
  const reason = error.refusal.description ?? error.refusal.error
  const since = epochSecondsOfMs(ports.clock.nowMs())
  await store.put({ ...settled(credential), condition: { kind: 'dead', reason, since } })
  return endedLogin(credential, reason, error)
}

/** Another configuration of this user has a copy of this credential, and has used its refresh token (row C7). */
async function refuseSpent(current: Credential, { request, ports }: Renewal): Promise<void> {
  const { refreshToken } = current.tokens
  if (refreshToken === undefined) return
  if (request.rotationReuse.kind !== 'fatal') return
  const holder = await ports.spentTokens.find(current, refreshToken)
  if (holder !== undefined) throw usedElsewhere(current, holder)
}

function factsOf(credential: Credential, { request, ports }: Renewal): LostAnswerFacts {
  return {
    credential,
    policy: request.rotationReuse,
    demand: request.demand,
    sessionTimeout: request.sessionTimeout,
    now: epochSecondsOfMs(ports.clock.nowMs()),
  }
}

function refreshPorts({ store, ports }: Renewal): RefreshPorts {
  return { ...ports, keep: (credential) => store.put(credential) }
}

function fresh(credential: Credential, renewed: boolean): Attempt {
  return { kind: 'fresh', fresh: { credential, renewed } }
}
