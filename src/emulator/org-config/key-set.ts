import { createPublicKey } from 'node:crypto'
import type { PublicJwk, TrustedIssuer } from '../exchange-handler.js'
import { badConfig } from '../org-error.js'
import { listOf, text, type Parse } from './fields.js'

const members = ['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y']

/** A set of public keys (RFC 7517 §5). What else a key or the set says is left out, as §4 has it. */
export const keySet: Parse<NonNullable<TrustedIssuer['jwks']>> = (value, at) => ({
  keys: listOf(publicKey)(member(value, at, 'keys'), `${at}.keys`),
})

const publicKey: Parse<PublicJwk> = (value, at) => {
  if (member(value, at, 'd') !== undefined || member(value, at, 'k') !== undefined) {
    throw badConfig(at, 'is not a public key')
  }
  const jwk: PublicJwk = Object.fromEntries(
    members.flatMap((name) => {
      const item = member(value, at, name)
      return item === undefined ? [] : [[name, text(item, `${at}.${name}`)]]
    }),
  )
  if (!isKey(jwk)) throw badConfig(at, 'is not a public key')
  return jwk
}

function isKey(jwk: PublicJwk): boolean {
  try {
    createPublicKey({ key: jwk, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

function member(value: unknown, at: string, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badConfig(at, 'is not an object')
  }
  return new Map<string, unknown>(Object.entries(value)).get(name)
}
