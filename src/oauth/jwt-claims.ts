import { AuthError } from '../kernel/errors.js'
import { parseJsonObject, type Json, type JsonObject } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import { epochSeconds, type EpochSeconds } from '../kernel/token-set.js'

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

/** The `exp` of a JWT access token (RFC 7519 §4.1.4), or `undefined` for an opaque one. */
export function jwtExpiry(token: Secret): EpochSeconds | undefined {
  return timeOf(unverifiedClaims(token)?.['exp'])
}

/** A NumericDate (RFC 7519 §2) up to the year 9999, or `undefined` when it is none. */
export function timeOf(value: Json | undefined): EpochSeconds | undefined {
  return typeof value === 'number' && value > 0 && value < 253_402_300_800
    ? epochSeconds(value)
    : undefined
}
