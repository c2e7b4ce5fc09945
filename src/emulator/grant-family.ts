import type { App } from './app.js'
import type { Members } from './token/answer-format.js'
import type { User } from './user.js'

/**
 * What one authorization led to: all tokens descend from it and die with it. Salesforce counts these
 * per app and user.
 */
export interface GrantFamily {
  /** Its place among the families of the org, from 1, for the ledger. */
  readonly number: number
  readonly app: App
  readonly user: User
  readonly scope: readonly string[]
  /** When the person proved who they are, milliseconds; `undefined` where no person was there. */
  readonly authTimeMs: number | undefined
  /** Whether a person allowed it, so that it counts towards the five approvals. */
  readonly approval: boolean
  /** The visitor of the site this began with, if any. @see salesforce-oauth.md section 12.7 */
  readonly uvid?: string | undefined
  revoked: boolean
  /** Place in the order of last uses; a clock would tie. */
  lastUse: number
  /** The last time a refresh token of it was replaced by another. */
  lastRotation: Rotation | undefined
}

/** How one refresh token was replaced by another. */
export interface Rotation {
  readonly from: RefreshToken
  readonly to: RefreshToken
  /** The answer that brought the new one; `undefined` while it is being written. */
  answer: Members | undefined
}

/** An access token the org has issued. */
export interface AccessToken {
  readonly kind: 'access'
  readonly text: string
  readonly family: GrantFamily
  /** Milliseconds each use adds to the life, or `undefined` when the end is fixed, as in a JWT. */
  readonly slidingMs: number | undefined
  readonly issuedAtMs: number
  expiresAtMs: number
  revoked: boolean
}

/** A refresh token the org has issued. */
export interface RefreshToken {
  readonly kind: 'refresh'
  readonly text: string
  readonly family: GrantFamily
  readonly issuedAtMs: number
  usedAtMs: number
  /** `rotated`: replaced by a younger one; to use it again is theft. */
  state: 'live' | 'rotated'
  /** When it was replaced, milliseconds. */
  rotatedAtMs: number | undefined
  /** A request with it has begun and not ended. */
  processing: boolean
}
