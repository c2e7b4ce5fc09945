import { createPublicKey } from 'node:crypto'
import { compactVerify, decodeJwt } from 'jose'
import type { App } from '../app.js'
import { ownAudiences } from '../audiences.js'
import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { wantsRefreshToken } from '../scopes.js'
import { approvedUser } from './approved-user.js'
import { assertingApp, invalidAssertion } from './asserting-app.js'
import { beginUnattended } from './begin-unattended.js'
import type { Grant } from './grant.js'
import { sparseMembers, toAssertion } from './token-members.js'

/** The JWT bearer grant. @see salesforce-oauth.md section 3.7, RFC 7523 §2.1 */
export const jwtBearer: Grant = {
  takesScope: false,
  answer: async (org, call) => {
    const assertion = parameter(call, 'assertion') ?? ''
    const claims = claimsOf(assertion)
    const { app, certificate } = assertingApp(org, call, text(claims, 'iss'))
    await verify(assertion, certificate)
    judgeClaims(org, call, app, claims)
    // Although no refresh token is issued. @see salesforce-oauth-2.md table A on section 3.7
    if (!wantsRefreshToken(app.scopes)) {
      throw new Refusal(
        'invalid_request',
        'refresh_token scope is required and the connected app should be installed and preauthorized',
      )
    }
    // The oldest documents call the subject `prn`.
    const username = text(claims, 'sub') ?? text(claims, 'prn')
    const family = beginUnattended(org, app, approvedUser(org, call, app, username))
    return sparseMembers(org, call, family, toAssertion)
  },
}

type Claims = Readonly<Record<string, unknown>>

function claimsOf(assertion: string): Claims {
  try {
    return decodeJwt(assertion)
  } catch {
    throw invalidAssertion()
  }
}

async function verify(assertion: string, certificate: string): Promise<void> {
  try {
    await compactVerify(assertion, createPublicKey(certificate), { algorithms: ['RS256'] })
  } catch {
    throw invalidAssertion()
  }
}

function judgeClaims(org: OrgState, call: Call, app: App, claims: Claims): void {
  const exp = seconds(claims['exp'])
  const nbf = claims['nbf'] === undefined ? 0 : seconds(claims['nbf'])
  if (exp === undefined || nbf === undefined) throw invalidAssertion()
  // Not a slip of ours: Salesforce says "code" of an assertion too.
  if (exp <= org.clock.nowS()) throw new Refusal('invalid_grant', 'expired authorization code')
  if (nbf > org.clock.nowS()) throw invalidAssertion()
  const known = ownAudiences(call)
  if (![claims['aud']].flat().some((aud) => typeof aud === 'string' && known.includes(aud))) {
    throw new Refusal('invalid_grant', 'audience is invalid')
  }
  const jti = text(claims, 'jti')
  if (jti !== undefined && !org.replays.use(app.clientId, jti, exp * 1000)) {
    throw new Refusal('bad_jti_claim', 'jti claim was used before')
  }
}

/**
 * A time of a claim. simple-salesforce writes it as text; the sf CLI writes milliseconds, which are
 * seconds in a far future, and Salesforce has no limit there.
 */
function seconds(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof number === 'number' ? number : undefined
}

function text(claims: Claims, name: string): string | undefined {
  const value = claims[name]
  return typeof value === 'string' ? value : undefined
}
