import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import type { OrgClock } from './clock.js'
import type { RecordId } from './ids.js'

/** The keys of a server as it publishes them (RFC 7517 §5). */
export interface KeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** What the org signs with. The key is made once, in the background, and awaited by who needs it. */
export interface SigningKeys {
  readonly keySet: () => Promise<KeySet>
  readonly signIdToken: (claims: JWTPayload) => Promise<string>
  readonly signAccessToken: (
    header: Omit<JWTHeaderParameters, 'alg'>,
    claims: JWTPayload,
  ) => Promise<string>
}

const generate = promisify(generateKeyPair)

/** A fresh RSA key pair of 2,048 bits. */
export function rsaKeyPair(): ReturnType<typeof generateRsa> {
  return generateRsa()
}

function generateRsa() {
  return generate('rsa', { modulusLength: 2048 })
}

/**
 * Begins to make the signing key of an org.
 *
 * @see salesforce-oauth.md sections 7.3 to 7.5
 */
export function signingKeys(org: RecordId, clock: OrgClock): SigningKeys {
  const pair = generateRsa()
  // Nobody may ever ask for it; who asks sees the failure.
  pair.catch(() => undefined)
  // Salesforce signs the two kinds with different keys; here one key has two names.
  const idTokenKid = '250'
  const accessTokenKid = `CORE_ATJWT.${org.short}.${clock.nowMs()}`

  const sign = async (header: Omit<JWTHeaderParameters, 'alg'>, claims: JWTPayload) => {
    const { privateKey } = await pair
    return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)
  }

  return {
    keySet: async () => {
      const { kty, n, e } = await exportJWK((await pair).publicKey)
      const key = (kid: string) => ({ kty, n, e, alg: 'RS256', use: 'sig', kid })
      return { keys: [key(idTokenKid), key(accessTokenKid)] }
    },
    signIdToken: (claims) => sign({ kid: idTokenKid, typ: 'JWT' }, claims),
    signAccessToken: (header, claims) =>
      sign({ ...header, kid: accessTokenKid, typ: 'JWT' }, claims),
  }
}
