import { createPublicKey, type KeyObject } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify, UnsecuredJWT, type JWTPayload } from 'jose'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'

/** What only the org may say in an asset token; a device that says it is not listened to. */
const ofTheOrg = `iss sub aud exp nbf iat jti scope scp client_id azp custom_attributes
custom_permissions`.split(/\s+/)

/**
 * Reads what a device says of itself: its id `did`, its key `cnf.jwk`, and how its asset is called or
 * found, in whatever members, for nobody has written down which. Signed by that key, or not at all.
 *
 * @throws {Refusal} `invalid_grant` when it is signed and not by the key it carries, or over.
 * @see salesforce-oauth.md section 3.12, RFC 7800 §3.2
 */
export async function actorClaims(org: OrgState, token: string): Promise<JWTPayload> {
  const claims = await verified(org, token)
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !ofTheOrg.includes(name)))
}

async function verified(org: OrgState, token: string): Promise<JWTPayload> {
  const currentDate = new Date(org.clock.nowMs())
  try {
    if (decodeProtectedHeader(token).alg === 'none') {
      return UnsecuredJWT.decode(token, { currentDate }).payload
    }
    // The key stands in the very token it proves: a device is known by its key from now on.
    const { payload } = await jwtVerify(token, deviceKey(token), {
      algorithms: ['RS256'],
      currentDate,
    })
    return payload
  } catch {
    throw new Refusal('invalid_grant', 'invalid assertion')
  }
}

/** @throws When there is no public RSA key in `cnf.jwk`. */
function deviceKey(token: string): KeyObject {
  const confirmation = member(decodeJwt(token), 'cnf')
  const jwk = member(confirmation, 'jwk')
  const [n, e] = [member(jwk, 'n'), member(jwk, 'e')]
  if (member(jwk, 'kty') !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') {
    throw new TypeError('no RSA key in cnf.jwk')
  }
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined
}
