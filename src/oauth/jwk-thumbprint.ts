import { createHash } from 'node:crypto'
import { own, type JsonObject } from '../kernel/json.js'

/** The required members of each kind of public key, in the order of their names (RFC 7638 §3.2, RFC 8037 §2). */
const requiredMembers: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
}

/**
 * Calculates the SHA-256 thumbprint of a public key, by which two people can tell that they look at the same one.
 *
 * @returns Base64url without padding; `undefined` for a kind of key that has none, or one that lacks a member.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7638#section-3 RFC 7638 §3}
 */
export function jwkThumbprint(jwk: JsonObject): string | undefined {
  const kty = own(jwk, 'kty')
  const names =
    typeof kty === 'string' && Object.hasOwn(requiredMembers, kty)
      ? requiredMembers[kty]
      : undefined
  if (names === undefined) return undefined
  const members = names.map((name) => [name, own(jwk, name)] as const)
  if (!members.every(([, value]) => typeof value === 'string')) return undefined
  const text = JSON.stringify(Object.fromEntries(members))
  return createHash('sha256').update(text).digest('base64url')
}
