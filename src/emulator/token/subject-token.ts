import { createPublicKey, type KeyObject } from 'node:crypto'
import { jwtVerify, type JWTPayload } from 'jose'
import { ownAudiences } from '../audiences.js'
import type { Call } from '../call.js'
import type { ExchangeHandler, TrustedIssuer } from '../exchange-handler.js'
import type { OrgState } from '../org-state.js'
import { decodeAssertion } from '../saml/decode-assertion.js'
import { judgeAssertion } from '../saml/judge-assertion.js'
import { SamlFault } from '../saml/saml-fault.js'
import { signedAssertion } from '../saml/signed-assertion.js'

/** Somebody's token for exchange. */
interface SubjectToken {
  /** The last part of the type's URN, lower case. */
  readonly type: string
  readonly text: string
}

/**
 * Finds out whom a subject token is about, after the handler's issuer has proven to have made it. All
 * types but `saml2` are JWTs here.
 *
 * @returns `undefined` when the token proves nothing.
 * @see salesforce-oauth.md section 3.11, salesforce-oauth-2.md part B §3.11
 */
export async function subjectOf(
  org: OrgState,
  call: Call,
  handler: ExchangeHandler,
  token: SubjectToken,
): Promise<string | undefined> {
  if (token.type === 'saml2') return assertedSubject(org, call, handler, token.text)
  for (const key of await keysOf(org, handler.issuer)) {
    const claims = await verified(org, handler, token.text, key)
    const subject = claims?.[handler.subjectClaim]
    if (claims !== undefined) return typeof subject === 'string' ? subject : undefined
  }
  return undefined
}

/** Never a shared secret: an issuer's public key must not pass for one (RFC 8725 §2.1). */
const algorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA'.split(' ')

async function verified(
  org: OrgState,
  { issuer, audience }: ExchangeHandler,
  token: string,
  key: KeyObject,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms,
      issuer: issuer?.name ?? org.testIssuer.name,
      ...(audience === undefined ? {} : { audience }),
      requiredClaims: ['exp'],
      currentDate: new Date(org.clock.nowMs()),
    })
    return payload
  } catch {
    return undefined
  }
}

async function keysOf(
  org: OrgState,
  issuer: TrustedIssuer | undefined,
): Promise<readonly KeyObject[]> {
  if (issuer === undefined) return [(await org.testIssuer.keys()).publicKey]
  if (issuer.certificate !== undefined) return [createPublicKey(issuer.certificate)]
  return (issuer.jwks?.keys ?? []).map((key) => createPublicKey({ key, format: 'jwk' }))
}

/** An assertion, whose subject is its NameID. A set of keys as JSON verifies none. */
async function assertedSubject(
  org: OrgState,
  call: Call,
  { issuer, audience }: ExchangeHandler,
  text: string,
): Promise<string | undefined> {
  const certificate = issuer === undefined ? await org.testIssuer.certificate() : issuer.certificate
  if (certificate === undefined) return undefined
  try {
    return judgeAssertion(org, call, signedAssertion(decodeAssertion(text), certificate), {
      issuer: issuer?.name ?? org.testIssuer.name,
      audiences: audience === undefined ? ownAudiences(call) : [audience],
    })
  } catch (cause) {
    if (cause instanceof SamlFault) return undefined
    throw cause
  }
}
