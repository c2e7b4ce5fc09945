import type { KeyObject } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose'
import { own } from '../kernel/json.js'
import type { DecodedJwt } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { jwtParts } from './jwt-parts.js'
import type { VerificationKeys } from './verification-keys.js'
import { askHint, invalid, misfit, shown, verifyFailure } from './verify-failure.js'

/** Asymmetric algorithms only: a public key must never serve as a shared secret (threat row T16). */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'],
]

/** The kinds of key behind the algorithms, by how these begin (RFC 7518 §3.1). */
const kinds: readonly (readonly [prefix: string, kinds: readonly string[]])[] = [
  ['RS', ['rsa']],
  ['PS', ['rsa', 'rsa-pss']],
  ['ES', ['ec']],
  ['Ed', ['ed25519']],
]

/** What a token is held against. `undefined` is not asked. */
export interface JwtExpectation {
  /** Accepted values of `iss`, byte for byte. */
  readonly issuers: readonly string[] | undefined
  readonly audience: string | undefined
  /** Clock difference forgiven on `exp` and `nbf`, in seconds. */
  readonly clockTolerance: number
}

/**
 * Takes a JWT apart whose header this program would ever accept, before any key is fetched.
 *
 * @throws {AuthError} `token_invalid` for an algorithm that is none of ours, `none` above all, and for
 * a header that says it must not be read without an extension (RFC 7515 §4.1.11).
 */
export function acceptableJwt(token: Secret): DecodedJwt {
  const parts = jwtParts(token)
  const algorithm = own(parts.header, 'alg')
  if (typeof algorithm !== 'string' || !algorithms.includes(algorithm)) {
    throw invalid(
      `its algorithm ${JSON.stringify(algorithm ?? null)} proves nothing to the holder of a public key`,
      'accept only tokens signed with RS, PS, ES or EdDSA algorithms',
    )
  }
  if (own(parts.header, 'crit') !== undefined) {
    throw invalid('its header demands extensions (crit) that are not known here', askHint)
  }
  return parts
}

/**
 * Verifies a JWT: signature, `iss`, `aud`, `exp` and `nbf`. Keys that the token itself names or carries
 * (`jku`, `x5u`, `jwk`, `x5c`) are never looked at.
 *
 * @throws {AuthError} `token_invalid` naming the check that failed.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8725 RFC 8725}
 */
export async function verifyJwt(
  token: Secret,
  keys: VerificationKeys,
  expected: JwtExpectation,
  now: EpochSeconds,
): Promise<DecodedJwt> {
  const parts = acceptableJwt(token)
  if (keys.kind === 'key' && !fits(shown(parts.header, 'alg'), keys.key)) throw misfit(parts)
  const options: JWTVerifyOptions = {
    algorithms,
    clockTolerance: expected.clockTolerance,
    currentDate: new Date(now * 1000),
    ...(expected.issuers === undefined ? {} : { issuer: [...expected.issuers] }),
    ...(expected.audience === undefined ? {} : { audience: expected.audience }),
  }
  try {
    if (keys.kind === 'key') await jwtVerify(token.expose(), keys.key, options)
    else await jwtVerify(token.expose(), fromSet(keys), options)
  } catch (cause) {
    throw verifyFailure(cause, parts, keys, expected)
  }
  return parts
}

/** Keys without names cannot be told apart by name: then the algorithm alone has to single one out. */
function fromSet({ keys }: Extract<VerificationKeys, { kind: 'set' }>): JWTVerifyGetKey {
  const choose = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) })
  if (keys.some((key) => key.kid !== undefined)) return choose
  return (header) => choose({ alg: header.alg })
}

function fits(algorithm: string, key: KeyObject): boolean {
  const kind = key.asymmetricKeyType ?? ''
  return kinds.some(([prefix, fitting]) => algorithm.startsWith(prefix) && fitting.includes(kind))
}
