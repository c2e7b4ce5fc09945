import type { FreshTokenPorts } from '../../src/flows/fresh-token.js'
import type { Prove } from '../../src/flows/prove-client.js'
import type { Credential } from '../../src/kernel/credential.js'
import type {
  Clock,
  CredentialStore,
  Fetch,
  HttpAnswer,
  HttpRequest,
  Random,
  Stores,
  WithLock,
} from '../../src/kernel/ports.js'
import type { Registration, Registrations } from '../../src/kernel/registration.js'

/** A signal that never fires. */
export const never = new AbortController().signal

/** An answer; a plain object as body is JSON. */
export function answer(
  body: unknown = {},
  given: { readonly status?: number; readonly headers?: Record<string, string>; url?: string } = {},
): HttpAnswer {
  return {
    status: given.status ?? 200,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...given.headers },
    text: typeof body === 'string' ? body : JSON.stringify(body),
    url: given.url ?? 'https://login.salesforce.com/services/oauth2/token',
  }
}

/** A server that refuses (RFC 6749 §5.2). */
export function refusal(error: string, description?: string, status = 400): HttpAnswer {
  return answer(
    { error, ...(description === undefined ? {} : { error_description: description }) },
    { status },
  )
}

/** A network of one function. `requests` holds what was sent, in order. */
export interface FakeNetwork {
  readonly fetch: Fetch
  readonly requests: HttpRequest[]
  readonly signals: AbortSignal[]
}

/** A network where that function answers; what it throws, the fetch throws. */
export function network(
  reply: (request: HttpRequest, signal: AbortSignal) => HttpAnswer | Promise<HttpAnswer>,
): FakeNetwork {
  const requests: HttpRequest[] = []
  const signals: AbortSignal[] = []
  return {
    requests,
    signals,
    fetch: async (request, signal) => {
      const { beforeSend, leaving, afterSend, timeoutMs: _limit, ...sent } = request
      signals.push(signal)
      await beforeSend?.()
      leaving?.()
      requests.push(sent)
      afterSend?.()
      return { ...(await reply(request, signal)), url: request.url }
    },
  }
}

/** The fields of a form request, in order. */
export function fields(request: HttpRequest | undefined): readonly (readonly [string, string])[] {
  return [...new URLSearchParams(request?.body)]
}

/** A clock that stands still but for what is slept. */
export interface FakeClock extends Clock {
  readonly slept: number[]
  readonly advance: (ms: number) => void
}

/** Starts at that time. Sleeping takes no time of ours. */
export function clockAt(seconds: number): FakeClock {
  let ms = seconds * 1000
  const slept: number[] = []
  return {
    slept,
    advance: (by) => {
      ms += by
    },
    nowMs: () => ms,
    sleep: (by) => {
      slept.push(by)
      ms += by
      return Promise.resolve()
    },
  }
}

/** Randomness that counts: the same every time, and telling how many bytes were asked for. */
export function countingRandom(): Random {
  let count = 0
  return {
    base64url: (bytes) => {
      count += 1
      return Buffer.alloc(bytes, count).toString('base64url')
    },
  }
}

/** A store in memory that can be looked into and changed behind the program's back. */
export interface FakeStore extends CredentialStore {
  readonly records: Map<string, Credential>
  readonly puts: Credential[]
  readonly reads: () => number
}

/** @param onRead Called before each read with its number, to let a sibling write. */
export function fakeStore(
  credentials: readonly Credential[] = [],
  onRead: (count: number, records: Map<string, Credential>) => void = () => undefined,
): FakeStore {
  const records = new Map(credentials.map((credential) => [credential.profile, credential]))
  const puts: Credential[] = []
  let reads = 0
  return {
    kind: 'key-file',
    label: 'a store in memory',
    records,
    puts,
    reads: () => reads,
    get: (profile) => {
      reads += 1
      onRead(reads, records)
      return Promise.resolve(records.get(profile))
    },
    stamp: (profile) =>
      `${puts.filter((put) => put.profile === profile).length} ${records.has(profile)}`,
    put: (credential) => {
      puts.push(credential)
      records.set(credential.profile, credential)
      return Promise.resolve()
    },
    delete: (profile) => Promise.resolve(records.delete(profile)),
  }
}

/** Stores of which one holds everything. */
export function storesOf(store: FakeStore): Stores {
  return {
    holding: (profile) => Promise.resolve(store.records.has(profile) ? store : undefined),
    chosen: () => Promise.resolve(store),
    forget: (profile) => store.delete(profile),
    registrations: fakeRegistrations(),
  }
}

/** Registrations in memory, none sealed. */
export function fakeRegistrations(registrations: readonly Registration[] = []): Registrations {
  const records = new Map(registrations.map((registration) => [registration.profile, registration]))
  return {
    get: (profile) => {
      const registration = records.get(profile)
      return Promise.resolve(
        registration === undefined ? undefined : { registration, sealedBy: 'key-file' },
      )
    },
    put: (registration) => {
      records.set(registration.profile, registration)
      return Promise.resolve()
    },
    forget: (profile) => Promise.resolve(records.delete(profile)),
  }
}

/** A client that needs no assertion is ready as it is. */
export const asItIs: Prove = (client) => Promise.resolve(client)

/** A lock that tells who took it. */
export function countingLock(): { readonly withLock: WithLock; readonly taken: string[] } {
  const taken: string[] = []
  return {
    taken,
    withLock: async (name, section) => {
      taken.push(name)
      return section()
    },
  }
}

/** The rest of what a refresh needs, where nobody else is about and nobody dies. */
export function refreshWorld(): Pick<
  FreshTokenPorts,
  'withCredentialLock' | 'spentTokens' | 'deferSignals' | 'reach'
> {
  return {
    withCredentialLock: (_credential, section) => section(),
    spentTokens: { find: () => Promise.resolve(undefined), add: () => Promise.resolve() },
    deferSignals: () => ({ [Symbol.dispose]: () => undefined }),
    reach: () => undefined,
  }
}

/** A clock on which sleepers sleep until they are woken or their signal fires. */
export interface PatientClock extends Clock {
  /** How long each sleeper wanted to sleep, in milliseconds. */
  readonly sleepers: readonly number[]
  readonly wake: () => void
}

/** Stands at that time. */
export function patientClock(seconds: number): PatientClock {
  const sleepers: number[] = []
  const wakers: (() => void)[] = []
  return {
    sleepers,
    wake: () => {
      for (const waker of wakers) waker()
    },
    nowMs: () => seconds * 1000,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push(ms)
        wakers.push(resolve)
        signal?.addEventListener('abort', () => {
          reject(new Error('the sleep was cut short'))
        })
      }),
  }
}
