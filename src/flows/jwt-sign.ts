import { own, type Json, type JsonObject } from '../kernel/json.js'
import type { Random } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { later, type EpochSeconds } from '../kernel/token-set.js'
import { assertionSeconds } from '../oauth/assertion-claims.js'
import { readPrivateKey } from '../oauth/private-key.js'
import { signJwt } from '../oauth/sign-jwt.js'

/** The claims that a person named by options of their own. Absent stays as the claims have it. */
interface NamedClaims {
  readonly issuer: string | undefined
  readonly subject: string | undefined
  readonly audiences: readonly string[]
  /** Seconds from now. */
  readonly expiresIn: number | undefined
  readonly withIssuedAt: boolean
}

/** A private key as text, and where it came from. */
export interface SigningKeyText {
  readonly text: Secret
  readonly passphrase: Secret | undefined
  readonly name: string
}

/** What is to be signed, and with what. */
export interface SignRequest {
  readonly claims: JsonObject
  readonly named: NamedClaims
  readonly key: SigningKeyText
  readonly keyId: string | undefined
}

/**
 * Signs a JWT.
 *
 * @returns The compact serialisation (RFC 7515 §7.1).
 * @throws {AuthError} `bad_configuration` for a key that cannot sign, `input_required` for its passphrase.
 */
export async function signAssertion(
  request: SignRequest,
  ports: { readonly random: Random; readonly now: () => EpochSeconds },
): Promise<Secret> {
  const { text, passphrase, name } = request.key
  const key = readPrivateKey(text, passphrase, name)
  const claims = completeClaims(request.claims, request.named, ports.now(), ports.random)
  return signJwt(claims, key, request.keyId)
}

/** Adds the named claims over the others, `exp` three minutes ahead and a random `jti` where there is none. */
function completeClaims(
  claims: JsonObject,
  named: NamedClaims,
  now: EpochSeconds,
  random: Random,
): JsonObject {
  const { issuer, subject, audiences, expiresIn } = named
  const lifetime = own(claims, 'exp') === undefined ? (expiresIn ?? assertionSeconds) : expiresIn
  const added: readonly (readonly [string, Json | undefined])[] = [
    ['iss', issuer],
    ['sub', subject],
    ['aud', audiences.length > 1 ? audiences : audiences[0]],
    ['iat', named.withIssuedAt ? now : undefined],
    ['exp', lifetime === undefined ? undefined : later(now, lifetime)],
    ['jti', own(claims, 'jti') === undefined ? random.base64url(16) : undefined],
  ]
  return Object.fromEntries([
    ...Object.entries(claims),
    ...added.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  ])
}
