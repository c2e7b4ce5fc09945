import { createPublicKey } from 'node:crypto'
import { decodeJwt, jwtVerify, type JWTPayload } from 'jose'
import type { App } from '../app.js'
import { ownAudiences } from '../audiences.js'
import { type Call, parameter } from '../call.js'
import { findApp, type OrgState } from '../org-state.js'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Finds the app that signed a client assertion with the key of its certificate (RFC 7523 §3).
 *
 * @returns `undefined` when the assertion proves nothing.
 * @see salesforce-oauth.md section 3.13
 */
export async function assertedClient(
  org: OrgState,
  call: Call,
  assertion: string,
): Promise<App | undefined> {
  if (parameter(call, 'client_assertion_type') !== assertionType) return undefined
  try {
    const { iss = '' } = decodeJwt(assertion)
    const app = findApp(org, iss)
    if (app?.certificate === undefined) return undefined
    if ((parameter(call, 'client_id') ?? iss) !== iss) return undefined
    const { payload } = await jwtVerify(assertion, createPublicKey(app.certificate), {
      algorithms: ['RS256'],
      issuer: iss,
      subject: iss,
      audience: [...ownAudiences(call)],
      requiredClaims: ['exp'],
      currentDate: new Date(org.clock.nowMs()),
    })
    return isFirstUse(org, payload) ? app : undefined
  } catch {
    // Whatever is wrong with it, Salesforce says no more than that.
    return undefined
  }
}

/** RFC 7523 §3, item 7. An assertion without an id may be used again until it ends. */
function isFirstUse(org: OrgState, { iss = '', jti, exp = 0 }: JWTPayload): boolean {
  return jti === undefined || org.replays.use(iss, jti, exp * 1000)
}
