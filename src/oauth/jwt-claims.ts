import { AuthError } from '../kernel/errors.js'
import { parseJsonObject, type Json, type JsonObject } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import { epochSeconds, later, type EpochSeconds } from '../kernel/token-set.js'

/**
 * Reads the claims of a JWT without judging its signature, or `undefined` when it is no JWT.
 *
 * For display and lifetimes only: nothing here says that the token is genuine.
 */
export function unverifiedClaims(token: Secret): JsonObject | undefined {
  const [, payload, signature, ...rest] = token.expose().split('.')
  if (payload === undefined || signature === undefined || rest.length > 0) return undefined
  try {
    const text = Buffer.from(payload, 'base64url').toString('utf8')
    return parseJsonObject(text, { name: 'the JWT', code: 'token_invalid' })
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

// Clocks that are kept right differ by less.
const ordinarySkewSeconds = 10

/**
 * The `exp` of a JWT access token (RFC 7519 §4.1.4) by our clock, or `undefined` for an opaque one.
 *
 * A token that was issued in our future shows a clock that is slow: without a correction it would be handed out
 * after its end (row N15). A fast clock cannot be told from a token that was issued earlier, and only costs refreshes.
 */
export function jwtExpiry(token: Secret, arrival: EpochSeconds): EpochSeconds | undefined {
  const claims = unverifiedClaims(token)
  const end = timeOf(claims?.['exp'])
  const issued = timeOf(claims?.['iat'])
  if (end === undefined || issued === undefined) return end
  const behind = issued - arrival
  return behind > ordinarySkewSeconds ? later(end, -behind) : end
}

/** A NumericDate (RFC 7519 §2) up to the year 9999, or `undefined` when it is none. */
export function timeOf(value: Json | undefined): EpochSeconds | undefined {
  return typeof value === 'number' && value > 0 && value < 253_402_300_800
    ? epochSeconds(value)
    : undefined
}
