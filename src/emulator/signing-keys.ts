import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import type { OrgClock } from './clock.js'
import type { RecordId } from './ids.js'

/** The keys of a server as it publishes them (RFC 7517 §5). */
export interface KeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** What the org signs with. The key is made when it is first needed: that takes a while. */
export interface SigningKeys {
  readonly keySet: () => Promise<KeySet>
  readonly signIdToken: (claims: JWTPayload) => Promise<string>
  readonly signAssetToken: (claims: JWTPayload) => Promise<string>
  readonly signAccessToken: (
    header: Omit<JWTHeaderParameters, 'alg'>,
    claims: JWTPayload,
  ) => Promise<string>
}

const generate = promisify(generateKeyPair)

/** A key pair of an algorithm that signs as RS256. */
export interface RsaKeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A fresh RSA key pair of 2,048 bits. */
export function rsaKeyPair(): Promise<RsaKeyPair> {
  return generate('rsa', { modulusLength: 2048 })
}

/**
 * The signing keys of an org.
 *
 * @see salesforce-oauth.md sections 7.3 to 7.5 and 3.12
 */
export function signingKeys(org: RecordId, clock: OrgClock): SigningKeys {
  let made: Promise<RsaKeyPair> | undefined
  const pair = (): Promise<RsaKeyPair> => (made ??= rsaKeyPair())
  // Salesforce signs the kinds with different keys; here one key has three names.
  const idTokenKid = '250'
  const assetTokenKid = 'Assets'
  const accessTokenKid = `CORE_ATJWT.${org.short}.${clock.nowMs()}`

  const sign = async (header: Omit<JWTHeaderParameters, 'alg'>, claims: JWTPayload) => {
    const { privateKey } = await pair()
    return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)
  }

  return {
    keySet: async () => {
      const { kty, n, e } = await exportJWK((await pair()).publicKey)
      const key = (kid: string) => ({ kty, n, e, alg: 'RS256', use: 'sig', kid })
      return { keys: [key(idTokenKid), key(accessTokenKid), key(assetTokenKid)] }
    },
    signIdToken: (claims) => sign({ kid: idTokenKid, typ: 'JWT' }, claims),
    signAssetToken: (claims) => sign({ kid: assetTokenKid, typ: 'JWT' }, claims),
    signAccessToken: (header, claims) =>
      sign({ ...header, kid: accessTokenKid, typ: 'JWT' }, claims),
  }
}
