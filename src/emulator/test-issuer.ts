import { exportJWK, SignJWT, type JWTPayload } from 'jose'
import { rsaKeyPair, type KeySet, type RsaKeyPair } from './signing-keys.js'

/** An identity provider that is built in, so that tests need none of their own. */
export interface TestIssuer {
  /** How it calls itself in what it signs: no host name, for the org has several. */
  readonly name: string
  readonly keys: () => Promise<RsaKeyPair>
  /** PEM of the public key. */
  readonly certificate: () => Promise<string>
  readonly keySet: () => Promise<KeySet>
  readonly signToken: (claims: JWTPayload) => Promise<string>
}

const kid = 'test-issuer'

/** A test issuer with a key of its own, made when it is first needed. */
export function testIssuer(): TestIssuer {
  let made: Promise<RsaKeyPair> | undefined
  const keys = (): Promise<RsaKeyPair> => (made ??= rsaKeyPair())
  return {
    name: 'https://idp.acme.example',
    keys,
    certificate: async () =>
      (await keys()).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    keySet: async () => {
      const { kty, n, e } = await exportJWK((await keys()).publicKey)
      return { keys: [{ kty, n, e, alg: 'RS256', use: 'sig', kid }] }
    },
    signToken: async (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign((await keys()).privateKey),
  }
}
