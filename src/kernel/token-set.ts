import type { Secret } from './secret.js'

declare const epoch: unique symbol

/** Seconds since 1970-01-01T00:00:00Z, whole. Branded so that milliseconds do not compile. */
export type EpochSeconds = number & { readonly [epoch]: 'seconds' }

/** Rounds a clock reading down to whole seconds. @param ms Milliseconds since the epoch. */
export function epochSecondsOfMs(ms: number): EpochSeconds {
  return Math.floor(ms / 1000) as EpochSeconds
}

/** Takes whole seconds as they are. @param seconds Seconds since the epoch. */
export function epochSeconds(seconds: number): EpochSeconds {
  return Math.floor(seconds) as EpochSeconds
}

/** A time that many seconds later. @param seconds May be negative. */
export function later(time: EpochSeconds, seconds: number): EpochSeconds {
  return epochSeconds(time + seconds)
}

/** RFC 3339 in UTC without fractions, `2026-11-22T17:00:00Z`. */
export function isoTime(time: EpochSeconds): string {
  return new Date(time * 1000).toISOString().replace('.000Z', 'Z')
}

/** Where an expiry came from. `assumed` never becomes an `expiresAt` (cli-contract section 8.7). */
export type ExpirySource = 'server' | 'jwt' | 'introspection'

/** When the access token ends, and who said so. */
export interface Expiry {
  readonly at: EpochSeconds
  readonly source: ExpirySource
}

/** What a grant gave. `answer` is the server's token response as JSON text, every member untouched. */
export interface TokenSet {
  readonly accessToken: Secret
  readonly tokenType: string
  readonly refreshToken: Secret | undefined
  readonly idToken: Secret | undefined
  /** Granted scopes, or `undefined` when the server did not say. */
  readonly scopes: readonly string[] | undefined
  /** When the token was issued by the server's word, else when its answer arrived. */
  readonly issuedAt: EpochSeconds
  readonly expiry: Expiry | undefined
  /** Base of the API, at Salesforce. */
  readonly instanceUrl: string | undefined
  readonly answer: Secret
}

/** How a token stands at a moment. */
export type Freshness = 'fresh' | 'stale'

/**
 * Tells whether a token will live for at least `minTtl` more seconds.
 *
 * Where the server said no lifetime, the token is taken to live `sessionTimeout` seconds from its
 * issue (cli-contract section 8.7).
 *
 * @param minTtl Seconds asked for; `undefined` means 60 or a tenth of the token's life, whichever is less.
 * @param sessionTimeout Seconds, used only when the expiry is unknown.
 */
export function freshness(
  tokens: Pick<TokenSet, 'issuedAt' | 'expiry'>,
  minTtl: number | undefined,
  sessionTimeout: number,
  now: EpochSeconds,
): Freshness {
  const end = tokens.expiry?.at ?? later(tokens.issuedAt, sessionTimeout)
  const life = Math.max(0, end - tokens.issuedAt)
  const wanted = minTtl ?? Math.min(60, life / 10)
  return end - now >= wanted && end > now ? 'fresh' : 'stale'
}
