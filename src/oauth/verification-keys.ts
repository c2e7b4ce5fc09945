import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import {
  asJsonObject,
  own,
  parseJsonObject,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'

/** A public key as a set publishes it, known members only (RFC 7517 §4). */
export interface PublicJwk {
  readonly kty: string
  readonly kid?: string
  readonly [member: string]: string
}

/** What a signature is checked with. A single key was named by a person, so its name is not compared. */
export type VerificationKeys =
  | { readonly kind: 'key'; readonly key: KeyObject }
  | { readonly kind: 'set'; readonly keys: readonly PublicJwk[]; readonly name: string }

/** Threat row T18: more is an attack on the reader, not a key rotation. */
const maxKeys = 100
const curves = ['prime256v1', 'secp384r1', 'secp521r1']
/** Neither `jku`, `x5u` and `x5c`, which point elsewhere, nor private members. */
const members = ['n', 'e', 'crv', 'x', 'y', 'kid', 'alg', 'use']

/**
 * Reads a key set, leaving out what cannot check a signature: symmetric keys, keys for encryption, RSA
 * keys beyond 2,048 to 8,192 bits, unknown curves and points that are on no curve (threat row T18).
 *
 * @throws {AuthError} With the source's code when nothing is left, or there are more than 100 keys.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7517#section-5 RFC 7517 §5}
 */
export function keySet(text: string, source: JsonSource): VerificationKeys {
  return setOf(parseJsonObject(text, { maxNames: 2_000, ...source }), source)
}

/**
 * Reads what a person keeps in a file: a public key in PEM, a JWK or a key set.
 *
 * @throws {AuthError} With the source's code.
 */
export function publicKeys(text: string, source: JsonSource): VerificationKeys {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) {
    const parsed = parseJsonObject(trimmed, { maxNames: 2_000, ...source })
    return setOf(own(parsed, 'keys') === undefined ? { keys: [parsed] } : parsed, source)
  }
  if (trimmed.includes('PRIVATE KEY')) {
    throw bad(
      source,
      'holds a private key',
      'give the public key or, with --certificate, the certificate',
    )
  }
  return single(() => createPublicKey(trimmed), source, 'is no public key in PEM, JWK or JWKS')
}

/** Reads the key of a PEM certificate. @throws {AuthError} With the source's code. */
export function certificateKey(text: string, source: JsonSource): VerificationKeys {
  return single(() => new X509Certificate(text).publicKey, source, 'is no certificate in PEM')
}

function single(read: () => KeyObject, source: JsonSource, otherwise: string): VerificationKeys {
  let key: KeyObject
  try {
    key = read()
  } catch (cause) {
    throw bad(source, otherwise, source.hint, cause)
  }
  const fault = faultOf(key)
  if (fault !== undefined) throw bad(source, `holds a key that ${fault}`, source.hint)
  return { kind: 'key', key }
}

function setOf(document: JsonObject, source: JsonSource): VerificationKeys {
  const listed = own(document, 'keys')
  if (!Array.isArray(listed)) throw bad(source, 'has no list of keys', source.hint)
  if (listed.length > maxKeys) throw bad(source, `has more than ${maxKeys} keys`, source.hint)
  const keys = listed.flatMap((entry) => usable(asJsonObject(entry, source)) ?? [])
  if (keys.length > 0) return { kind: 'set', keys, name: source.name }
  throw bad(source, 'holds no key that can check a signature', source.hint)
}

function usable(entry: JsonObject): PublicJwk | undefined {
  const kty = own(entry, 'kty')
  const operations = own(entry, 'key_ops')
  if (typeof kty !== 'string' || kty === 'oct') return undefined
  if (Array.isArray(operations) && !operations.includes('verify')) return undefined
  const named = members.flatMap((member): readonly (readonly [string, string])[] => {
    const value = own(entry, member)
    return typeof value === 'string' ? [[member, value]] : []
  })
  const jwk: PublicJwk = { ...Object.fromEntries(named), kty }
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return undefined
  try {
    return faultOf(createPublicKey({ key: jwk, format: 'jwk' })) === undefined ? jwk : undefined
  } catch {
    return undefined
  }
}

/** Why a key must not be used (threat row T18, RFC 7518 §3.3), or `undefined`. */
function faultOf(key: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  const kind = key.asymmetricKeyType
  if (kind === 'ed25519') return undefined
  if (kind === 'ec')
    return curves.includes(namedCurve) ? undefined : `is on the curve ${namedCurve}`
  if (kind !== 'rsa' && kind !== 'rsa-pss') {
    return `is of the kind ${kind ?? 'unknown'}, which signs no JWT`
  }
  if (modulusLength < 2_048 || modulusLength > 8_192) {
    return `has ${modulusLength} bits where 2048 to 8192 are accepted`
  }
  return publicExponent < 3n || publicExponent % 2n === 0n ? 'has a broken exponent' : undefined
}

function bad(
  source: JsonSource,
  fault: string,
  hint: string | undefined,
  cause?: unknown,
): AuthError {
  return new AuthError(source.code, `${source.name} ${fault}`, { hint, cause })
}
