import type { Demand } from '../../../src/flows/demand.js'
import {
  freshToken,
  type FreshToken,
  type FreshTokenPorts,
} from '../../../src/flows/fresh-token.js'
import type { ApprovedCredential, Credential, ServerKind } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { Fetch, HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import type { RotationReuse } from '../../../src/kernel/profile.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds, type TokenSet } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  clockAt,
  countingLock,
  countingRandom,
  fakeStore,
  network,
  never,
  refreshWorld,
  storesOf,
  type FakeClock,
  type FakeNetwork,
  type FakeStore,
} from '../../support/fakes.js'
import { salesforce, secretClient, tokenSet } from '../../support/values.js'

export const now = 1_000_000
export const renewed = {
  access_token: 'AT2',
  token_type: 'Bearer',
  refresh_token: 'RT2',
  expires_in: 3600,
}
export const busyWords = 'token request is already being processed'
export const down = new AuthError('network_error', 'login.salesforce.com cannot be reached')

export function credentialWith(
  tokens: Partial<TokenSet> = {},
  change: Partial<ApprovedCredential> = {},
): ApprovedCredential {
  return {
    grant: 'authorization_code',
    profile: 'work',
    server: salesforce,
    client: secretClient,
    identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
    tokens: tokenSet(tokens),
    condition: { kind: 'live' },
    ...change,
  }
}

/** An hour of life of which that many seconds are left. */
export function left(seconds: number): Partial<TokenSet> {
  const at = epochSeconds(now + seconds)
  return { issuedAt: epochSeconds(at - 3600), expiry: { at, source: 'server' } }
}

export const fresh = credentialWith(left(1800))
export const stale = credentialWith(left(30))
export const expired = credentialWith(left(-10))
export const sibling = credentialWith({ ...left(3600), accessToken: new Secret('AT-sibling') })
export const dead: Credential = {
  ...fresh,
  condition: { kind: 'dead', reason: 'expired access/refresh token', since: epochSeconds(5) },
}

/** What a refresh by refresh token does not need, or what changes nothing here. */
export const unused = {
  ...refreshWorld(),
  prove: asItIs,
  readText: () => Promise.reject(new Error('no text is read')),
}

export interface Setting {
  readonly stored?: Credential
  readonly demand?: Demand
  readonly reply?: () => HttpAnswer
  /** Fails before anything is sent, always or that many times. */
  readonly unsent?: Error
  readonly unsentTimes?: number
  /** Fails in its own way before the request leaves. */
  readonly connect?: (request: HttpRequest) => Promise<void>
  readonly onRead?: (count: number, records: Map<string, Credential>) => void
  readonly signal?: AbortSignal
  readonly rotationReuse?: RotationReuse
  /** In place of those that do nothing. */
  readonly ports?: Partial<FreshTokenPorts>
  /** Where another configuration holds the successor of the refresh token. */
  readonly spentIn?: string
  readonly clock?: FakeClock
}

export interface Run {
  readonly result: () => Promise<FreshToken>
  readonly store: FakeStore
  readonly net: FakeNetwork
  readonly locks: string[]
  readonly clock: FakeClock
  readonly warnings: string[]
}

export function setting(given: Setting): Run {
  const store = fakeStore(given.stored === undefined ? [] : [given.stored], given.onRead)
  const net = network(given.reply ?? (() => answer(renewed)))
  let unsent = given.unsent === undefined ? 0 : (given.unsentTimes ?? Infinity)
  const fetch: Fetch = async (request, signal) => {
    if (unsent-- > 0) throw given.unsent ?? new Error('no way')
    await given.connect?.(request)
    return net.fetch(request, signal)
  }
  const { withLock, taken } = countingLock()
  const clock = given.clock ?? clockAt(now)
  const warnings: string[] = []
  const providerOf = (kind: ServerKind) =>
    Promise.resolve(kind === 'salesforce' ? salesforceProvider : openidProvider)
  return {
    store,
    net,
    clock,
    warnings,
    locks: taken,
    result: () =>
      freshToken(
        {
          profile: 'work',
          demand: given.demand ?? { kind: 'min-ttl', seconds: undefined },
          sessionTimeout: 900,
          rotationReuse: given.rotationReuse ?? { kind: 'fatal' },
        },
        {
          stores: storesOf(store),
          withLock,
          fetch,
          clock,
          ...unused,
          random: countingRandom(),
          spentTokens: { find: () => Promise.resolve(given.spentIn), add: () => Promise.resolve() },
          providerOf,
          warn: (message) => warnings.push(message),
          ...given.ports,
        },
        given.signal ?? never,
      ),
  }
}

/** A pause without its jitter, which the randomness of these tests keeps below a hundredth. */
export function roughly(ms: number): number {
  return Math.round(ms / 50) * 50
}

export function tokenOf({ credential }: FreshToken): string {
  return credential.tokens.accessToken.expose()
}

/** What was written but for the intents and the raw answers: what a refresh has led to. */
export function outcomes(store: FakeStore): readonly Credential[] {
  return store.puts.filter(({ pending }) => pending === undefined)
}

/** A reply for each request; the last one stays. */
export function inTurn(...replies: readonly (HttpAnswer | Error)[]): () => HttpAnswer {
  let index = 0
  return () => {
    const reply = replies[Math.min(index++, replies.length - 1)]!
    if (reply instanceof Error) throw reply
    return reply
  }
}

/** A sibling writes just before our read of that number; the second is the one under the lock. */
export function beforeRead(number: number, written: Credential): NonNullable<Setting['onRead']> {
  return (count, records) => {
    if (count === number) records.set('work', written)
  }
}
