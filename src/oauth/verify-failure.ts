import { errors } from 'jose'
import { AuthError } from '../kernel/errors.js'
import { own, type JsonObject } from '../kernel/json.js'
import type { DecodedJwt } from '../kernel/jwt-view.js'
import type { VerificationKeys } from './verification-keys.js'
import type { JwtExpectation } from './verify-jwt.js'

/** Tells which check of the library a token failed. */
export function verifyFailure(
  cause: unknown,
  { header, payload }: DecodedJwt,
  keys: VerificationKeys,
  expected: JwtExpectation,
): AuthError {
  const algorithm = shown(header, 'alg')
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return invalid(
      'its signature does not fit the key',
      'check that the key is the one of its issuer',
      cause,
    )
  }
  if (cause instanceof errors.JWKSNoMatchingKey) {
    const name = keys.kind === 'set' ? keys.name : 'the key'
    return invalid(
      `${name} has no key for its kid ${shown(header, 'kid')} and its algorithm ${algorithm}`,
      'check that the keys are those of its issuer',
      cause,
    )
  }
  if (cause instanceof errors.JWKSMultipleMatchingKeys) {
    return invalid(
      `several keys fit its kid ${shown(header, 'kid')} and its algorithm ${algorithm}`,
      'name the one key: --key-file FILE or --certificate FILE',
      cause,
    )
  }
  if (cause instanceof errors.JWTExpired || cause instanceof errors.JWTClaimValidationFailed) {
    return wrongClaim(cause, payload, expected)
  }
  if (cause instanceof errors.JOSEError) {
    return invalid('it is malformed', 'copy the token again, whole', cause)
  }
  return misfit({ header, payload }, cause)
}

/** The token was signed by another kind of key than this one. */
export function misfit({ header }: DecodedJwt, cause?: unknown): AuthError {
  const hint = 'check that the key is the one of its issuer'
  return invalid(`its algorithm ${shown(header, 'alg')} does not fit the key`, hint, cause)
}

function wrongClaim(
  cause: errors.JWTExpired | errors.JWTClaimValidationFailed,
  payload: JsonObject,
  expected: JwtExpectation,
): AuthError {
  const value = shown(payload, cause.claim)
  if (cause.reason === 'invalid')
    return invalid(`its ${cause.claim} is ${value}, which is malformed`, askHint, cause)
  switch (cause.claim) {
    case 'iss': {
      const hint = 'give --issuer as the issuer spells itself, or refuse the token'
      return invalid(`its issuer is ${value}, not ${expected.issuers?.[0] ?? ''}`, hint, cause)
    }
    case 'aud': {
      const hint =
        'refuse it, because it was made for another service; or name yours with --audience'
      return invalid(`its audience is ${value}, not ${expected.audience ?? ''}`, hint, cause)
    }
    case 'exp':
      return invalid(
        `it expired at ${value}`,
        'get a new token, or check the clock of this machine',
        cause,
      )
    case 'nbf':
      return invalid(
        `it may not be used before ${value}`,
        'wait, or check the clock of this machine',
        cause,
      )
    default:
      return invalid(`its ${cause.claim} is ${value}`, askHint, cause)
  }
}

/** For what cannot be mended here. */
export const askHint = 'refuse the token, and ask its issuer for another'

/** A member for a sentence: times as dates, anything but text as JSON. */
export function shown(object: JsonObject, member: string): string {
  const value = own(object, member)
  if (value === undefined) return '(none)'
  if ((member === 'exp' || member === 'nbf') && typeof value === 'number') {
    const ms = value * 1000
    if (Math.abs(ms) < 8.64e15) return new Date(ms).toISOString().replace('.000Z', 'Z')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Every failed check says that the token is not valid, and why. */
export function invalid(reason: string, hint: string, cause?: unknown): AuthError {
  return new AuthError('token_invalid', `the token is not valid: ${reason}`, { hint, cause })
}
