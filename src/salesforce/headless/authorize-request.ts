import { AuthError } from '../../kernel/errors.js'
import type { HttpRequest } from '../../kernel/ports.js'
import type { Secret } from '../../kernel/secret.js'
import { encodeForm, type FormField } from '../../oauth/form-request.js'
import type { HeadlessProof, Visitor } from './proof.js'

/** What a code is asked with. */
export interface CodeCredentials {
  readonly clientId: string
  readonly redirectUri: string
  /** Empty sends none. */
  readonly scopes: readonly string[]
  readonly state: string
  /** Method `S256`. */
  readonly codeChallenge: string
  readonly proof: HeadlessProof
  /** The visitor that the person was until now. */
  readonly visitor: Visitor | undefined
}

/**
 * Builds the request that gives a code for credentials, without a browser (Authorization Code and Credentials
 * flow).
 *
 * @param site Base URL of the site.
 * @throws {AuthError} `usage` for a name that a Basic header cannot carry.
 * @see salesforce-oauth.md §12.1, §12.2
 */
export function codeCredentialsRequest(site: string, asked: CodeCredentials): HttpRequest {
  const { proof } = asked
  const visitor =
    proof.kind === 'guest' ? ({ kind: 'uvid', uvid: proof.uvid } as const) : asked.visitor
  return {
    method: 'POST',
    url: `${site}/services/oauth2/authorize`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      ...proofHeaders(proof),
      ...(visitor === undefined ? {} : { 'uvid-hint': prefixed(visitor) }),
    },
    body: encodeForm([
      ['response_type', 'code_credentials'],
      ['client_id', asked.clientId],
      ['redirect_uri', asked.redirectUri],
      ['code_challenge', asked.codeChallenge],
      ['code_challenge_method', 'S256'],
      ['state', asked.state],
      ...(asked.scopes.length === 0 ? [] : ([['scope', asked.scopes.join(' ')]] as const)),
      ...proofFields(proof),
    ]),
  }
}

/**
 * Adds to a code exchange what the guest flow wants there as well, without the prefix of the first step
 * (salesforce-oauth.md §12.7).
 */
export function guestTokenRequest(exchange: HttpRequest, uvid: string): HttpRequest {
  return {
    ...exchange,
    headers: { ...exchange.headers, 'auth-request-type': 'guest', 'uvid-hint': uvid },
  }
}

function proofHeaders(proof: HeadlessProof): Readonly<Record<string, string>> {
  switch (proof.kind) {
    case 'password':
      return {
        'auth-request-type': 'Named-User',
        ...(proof.inBody ? {} : basic(proof.username, proof.password)),
      }
    case 'user-discovery':
      return { 'auth-request-type': 'Named-User' }
    case 'one-time-password':
      return {
        'auth-request-type': proof.flow,
        'auth-verification-type': proof.verification,
        ...basic(proof.identifier, proof.password),
      }
    case 'guest':
      return { 'auth-request-type': 'guest' }
  }
}

function proofFields(proof: HeadlessProof): readonly FormField[] {
  if (proof.kind === 'user-discovery') {
    return [
      ['login_hint', proof.loginHint],
      ['password', proof.password.expose()],
      ...(proof.customData === undefined ? [] : ([['customdata', proof.customData]] as const)),
    ]
  }
  if (proof.kind !== 'password' || !proof.inBody) return []
  return [
    ['username', proof.username],
    ['password', proof.password.expose()],
  ]
}

/** The user's credentials, not the client's: RFC 7617 base64, without the form encoding of RFC 6749 §2.3.1. */
function basic(name: string, password: Secret): Readonly<Record<string, string>> {
  if (name.includes(':')) {
    throw new AuthError('usage', 'a name with a colon does not fit into the header it is sent in', {
      hint: 'check the name; for a user name try --credentials-in-body',
    })
  }
  const pair = `${name}:${password.expose()}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

function prefixed(visitor: Visitor): string {
  return visitor.kind === 'uvid' ? `UVID ${visitor.uvid}` : `JWT ${visitor.token.expose()}`
}
