import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'

/**
 * Signs a JWT with the algorithm that fits the key: RS256 for RSA, ES256 and its kin for EC, EdDSA.
 *
 * @param keyId The `kid` of the header, when the server knows the key by one.
 * @throws {AuthError} `bad_configuration` for a key of another kind.
 * @see RFC 7515 §5.1, RFC 7518 §3.1
 */
export async function signJwt(
  claims: JsonObject,
  key: KeyObject,
  keyId: string | undefined,
): Promise<Secret> {
  const header = {
    alg: algorithmOf(key),
    typ: 'JWT',
    ...(keyId === undefined ? {} : { kid: keyId }),
  }
  return new Secret(await new SignJWT({ ...claims }).setProtectedHeader(header).sign(key))
}

/** RFC 7518 §3.4, by OpenSSL's names of the curves. */
const curves: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
])

/** The JWS algorithm of a private key. */
export function algorithmOf(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === 'rsa') return 'RS256'
  if (type === 'ed25519') return 'EdDSA'
  const algorithm = type === 'ec' ? curves.get(details?.namedCurve ?? '') : undefined
  if (algorithm !== undefined) return algorithm
  throw new AuthError('bad_configuration', 'the private key is of a kind that cannot sign a JWT', {
    hint: 'use an RSA key: oauthctl jwt keygen',
  })
}
