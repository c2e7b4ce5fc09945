import type { Credential } from '../kernel/credential.js'
import type { Secret } from '../kernel/secret.js'
import { freshness, type EpochSeconds } from '../kernel/token-set.js'

/** When a stored token is good enough to be handed out. */
export type Demand =
  /** `minTtl` seconds; `undefined` for the default of 60 or a tenth of the token's life. */
  | { readonly kind: 'min-ttl'; readonly seconds: number | undefined }
  /** The API refused this token: any other will do. */
  | { readonly kind: 'not-this'; readonly rejected: Secret }
  /** Refresh in any case. */
  | { readonly kind: 'renew' }

/**
 * Tells whether a stored credential satisfies a demand as it is.
 *
 * @param sessionTimeout Seconds a token without a stated lifetime is taken to live.
 */
export function isGoodEnough(
  credential: Credential,
  demand: Demand,
  sessionTimeout: number,
  at: EpochSeconds,
): boolean {
  if (credential.condition.kind === 'dead') return false
  switch (demand.kind) {
    case 'renew':
      return false
    case 'not-this':
      return (
        credential.tokens.accessToken.expose() !== demand.rejected.expose() &&
        freshness(credential.tokens, undefined, sessionTimeout, at) === 'fresh'
      )
    case 'min-ttl':
      return freshness(credential.tokens, demand.seconds, sessionTimeout, at) === 'fresh'
  }
}
