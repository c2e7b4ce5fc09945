import { isApproved, type Credential } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import type { Clock, CredentialStore, Fetch, Random, Stores, WithLock } from '../kernel/ports.js'
import type { ReadText } from '../kernel/text-place.js'
import { loginCommand } from './login-command.js'
import type { Prove } from './prove-client.js'
import { epochSecondsOfMs, freshness, type EpochSeconds } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { isGoodEnough, type Demand } from './demand.js'

/** Which token is wanted. */
export interface FreshTokenRequest {
  readonly profile: string
  readonly demand: Demand
  /** Seconds a token without a stated lifetime is taken to live. */
  readonly sessionTimeout: number
}

/** What a fresh token needs of the world. */
export interface FreshTokenPorts {
  readonly stores: Stores
  readonly withLock: WithLock
  readonly fetch: Fetch
  readonly clock: Clock
  readonly random: Random
  readonly readText: ReadText
  readonly prove: Prove
  readonly providerOf: (kind: Credential['server']['kind']) => Promise<Provider>
  readonly warn: (message: string) => void
}

/** A token fit to be handed out, and whether it was renewed for that. */
export interface FreshToken {
  readonly credential: Credential
  readonly renewed: boolean
}

const busyPausesMs = [300, 700, 1500, 3000]

/**
 * Gives a token that satisfies the demand, refreshing once if needed.
 *
 * Readers of a good token never lock. A refresh is one critical section across processes: lock, read again,
 * refresh, keep, unlock (cli-contract 8.8). A refused refresh marks the credential dead, after reading it
 * once more; nothing is ever deleted.
 *
 * @throws {AuthError} `login_required` when only a person can help; `network_error` and its kin when the
 * refresh failed on the way and no stored token is worth handing out; store errors.
 */
export async function freshToken(
  request: FreshTokenRequest,
  ports: FreshTokenPorts,
  signal: AbortSignal,
): Promise<FreshToken> {
  const { store, credential } = await held(request.profile, ports.stores)
  if (isGoodEnough(credential, request.demand, request.sessionTimeout, now(ports)))
    return { credential, renewed: false }
  refuseDead(credential, request.demand)
  const { refuseUnrenewable } = await import('./renew.js')
  refuseUnrenewable(credential)

  try {
    const fresh = await ports.withLock(request.profile, () =>
      renewLocked(request, store, credential, ports, signal),
    )
    warnIfShort(fresh, request, ports)
    return fresh
  } catch (error) {
    return lastResort(credential, request, ports, error)
  }
}

async function renewLocked(
  request: FreshTokenRequest,
  store: CredentialStore,
  seen: Credential,
  ports: FreshTokenPorts,
  signal: AbortSignal,
): Promise<FreshToken> {
  let current = await reread(request.profile, store)
  if (isRenewedSince(seen, current) && isAdoptable(current, now(ports))) {
    return { credential: current, renewed: false }
  }
  refuseDead(current, request.demand)
  signal.throwIfAborted()
  const { renew } = await import('./renew.js')
  const provider = await ports.providerOf(current.server.kind)
  const grantPorts = { ...ports, keep: (credential: Credential) => store.put(credential) }
  for (const pauseMs of [...busyPausesMs, undefined]) {
    try {
      return { credential: await renew(current, provider, grantPorts, signal), renewed: true }
    } catch (error) {
      if (!(error instanceof OAuthResponseError)) throw error
      const before = current
      const busy = isBusy(before, provider, error) && pauseMs !== undefined
      if (busy) await ports.clock.sleep(pauseMs)
      current = await reread(request.profile, store)
      if (isRenewedSince(before, current)) {
        if (isAdoptable(current, now(ports))) return { credential: current, renewed: false }
      } else if (!busy) {
        throw isBusy(before, provider, error)
          ? stillBusy(current, error)
          : await markedDead(current, error, store, ports)
      }
    }
  }
  throw new TypeError('the last attempt returns or throws')
}

/** Only a refresh meets another one under way; a grant that is run again has the same words for a stale assertion. */
function isBusy(credential: Credential, provider: Provider, error: OAuthResponseError): boolean {
  return credential.tokens.refreshToken !== undefined && provider.isBusyRefresh(error.refusal)
}

async function held(
  profile: string,
  stores: Stores,
): Promise<{ readonly store: CredentialStore; readonly credential: Credential }> {
  const store = await stores.holding(profile)
  const credential = await store?.get(profile)
  if (store === undefined || credential === undefined) throw nothingStored(profile)
  return { store, credential }
}

async function reread(profile: string, store: CredentialStore): Promise<Credential> {
  const credential = await store.get(profile)
  if (credential === undefined) throw nothingStored(profile)
  return credential
}

/** Says that a profile has no credential. */
export function nothingStored(profile: string): AuthError {
  return new AuthError('login_required', `profile ${profile} has no credential`, {
    hint: profile === 'default' ? 'log in: oauthctl login' : `log in: oauthctl login -p ${profile}`,
  })
}

function isRenewedSince(before: Credential, after: Credential): boolean {
  return before.tokens.accessToken.expose() !== after.tokens.accessToken.expose()
}

/**
 * A sibling has renewed it while we waited: a token just refreshed is taken however short it lives, and
 * whatever the assumed lifetime says, unless it is known to have ended.
 */
function isAdoptable(current: Credential, at: EpochSeconds): boolean {
  const { expiry } = current.tokens
  return current.condition.kind === 'live' && (expiry === undefined || expiry.at > at)
}

function refuseDead(credential: Credential, demand: Demand): void {
  if (credential.condition.kind !== 'dead' || demand.kind === 'renew') return
  throw new AuthError(
    'login_required',
    `the login of profile ${credential.profile} has ended: ${credential.condition.reason}`,
    { hint: howToRevive(credential) },
  )
}

/** A grant that needs no person only waits to be asked for on purpose: nobody undoes a revocation unasked. */
function howToRevive(credential: Credential): string {
  const runsAgain = !isApproved(credential) && credential.tokens.refreshToken === undefined
  return runsAgain
    ? `get another token: oauthctl refresh -p ${credential.profile}`
    : `log in again: ${loginCommand(credential)}`
}

/** However long it takes, a refresh under way elsewhere says nothing of the token (row N9). */
function stillBusy(credential: Credential, error: OAuthResponseError): AuthError {
  const message = `the server is still refreshing the token of profile ${credential.profile} elsewhere`
  return new OAuthResponseError('server_error', message, error.refusal, {
    cause: error,
    hint: 'try again in a minute',
  })
}

/**
 * Only a dead refresh token ends a login; a wrong secret or a blocked address may be mended (rows N10, N11),
 * and a grant that is run again may be allowed next time.
 */
async function markedDead(
  credential: Credential,
  error: OAuthResponseError,
  store: CredentialStore,
  ports: FreshTokenPorts,
): Promise<AuthError> {
  const ended = error.code === 'login_required' || error.code === 'request_refused'
  const refreshed = credential.tokens.refreshToken !== undefined
  if (error.refusal.error !== 'invalid_grant' || !ended || !refreshed) return error
  const reason = error.refusal.description ?? error.refusal.error
  await store.put({ ...credential, condition: { kind: 'dead', reason, since: now(ports) } })
  return new OAuthResponseError(
    'login_required',
    `the login of profile ${credential.profile} has ended: ${reason}`,
    error.refusal,
    { cause: error, hint: `log in again: ${loginCommand(credential)}` },
  )
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
