import type { JsonObject } from './json.js'
import type { Secret } from './secret.js'
import type { EpochSeconds } from './token-set.js'

/** A JWT taken apart (RFC 7519 §3). Nothing here says that it is genuine. */
export interface DecodedJwt {
  readonly header: JsonObject
  readonly payload: JsonObject
}

/** A signing key and its certificate, as they were written to files. */
export interface KeygenView {
  readonly kind: 'jwt-keygen'
  readonly keyFile: string
  readonly certificateFile: string
  /** SHA-256 of the certificate, as openssl writes it: `AB:CD:...`. */
  readonly fingerprint: string
  readonly notAfter: EpochSeconds
  readonly bits: number
  readonly encrypted: boolean
  readonly now: EpochSeconds
}

/** A signed JWT: the product of `jwt sign`. */
export interface AssertionView {
  readonly kind: 'jwt-assertion'
  readonly assertion: Secret
}

/** What a JWT says, its signature unchecked. */
export interface DecodedJwtView extends DecodedJwt {
  readonly kind: 'jwt-decoded'
  readonly now: EpochSeconds
}

/** A JWT whose signature and claims hold, and what was not asked. */
export interface VerifiedJwtView extends DecodedJwt {
  readonly kind: 'jwt-verified'
  readonly issuerChecked: boolean
  readonly audienceChecked: boolean
  readonly now: EpochSeconds
}

/** What the tools around JWT show. */
export type JwtView = KeygenView | AssertionView | DecodedJwtView | VerifiedJwtView
