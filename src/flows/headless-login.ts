import type { Client, Credential } from '../kernel/credential.js'
import type { Clock, Fetch, Random } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import { codeChallenge, newCodeVerifier } from '../oauth/pkce.js'
import type { Provider } from '../oauth/provider.js'
import { authorizationCodeRequest } from '../oauth/token-request.js'
import { processCodeCredentials } from '../salesforce/headless/authorize-answer.js'
import {
  codeCredentialsRequest,
  guestTokenRequest,
} from '../salesforce/headless/authorize-request.js'
import type { HeadlessProof, Visitor } from '../salesforce/headless/proof.js'
import { echoUrl, siteUrl } from '../salesforce/headless/site.js'
import { headlessVerdict, type HeadlessStep } from '../salesforce/headless/verdicts.js'
import { approvedCredential } from './approved-credential.js'
import { authMethodOf, type UnsettledClient } from './auth-method.js'
import { discoverServer } from './discover-server.js'
import type { Prove } from './prove-client.js'

/** Scope is required of guests; the documents' `openid` was refused by a live org (salesforce-oauth.md §12.7). */
const guestScopes = ['api']

/** What a login without a browser needs to know. */
export interface HeadlessLoginRequest {
  readonly profile: string
  /** A site. */
  readonly target: ServerTarget
  readonly provider: Provider
  readonly client: UnsettledClient
  /** Undefined: what the provider asks for by default. */
  readonly scopes: readonly string[] | undefined
  /** Undefined: the site's echo endpoint. */
  readonly redirectUri: string | undefined
  readonly proof: HeadlessProof
  /** The visitor that the person was until now. */
  readonly visitor: Visitor | undefined
}

/** What a login without a browser does to the world. */
export interface HeadlessLoginPorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly random: Random
  readonly prove: Prove
  /** Keeps the credential before anybody is told that all went well. */
  readonly keep: (credential: Credential) => Promise<void>
}

/**
 * Authorization Code and Credentials flow: a code for credentials, tokens for the code (salesforce-oauth.md §12.1).
 *
 * The code is exchanged at the site that gave it, as Salesforce's guide does: a `sfdc_community_url` may name
 * another host, and secrets go to the pinned one only.
 */
export async function headlessLogin(
  request: HeadlessLoginRequest,
  ports: HeadlessLoginPorts,
  signal: AbortSignal,
): Promise<Credential> {
  const { profile, provider, proof } = request
  const site = siteUrl(request.target)
  const { server, metadata } = await discoverServer(request.target, provider, ports, signal)
  const client: Client = {
    ...request.client,
    authMethod: authMethodOf(request.client, () => provider.defaultAuthMethod(metadata)),
  }
  const redirectUri = request.redirectUri ?? echoUrl(site)
  const state = ports.random.base64url(32)
  const codeVerifier = newCodeVerifier(ports.random)
  const question = codeCredentialsRequest(site, {
    clientId: client.id,
    redirectUri,
    scopes:
      request.scopes ?? (proof.kind === 'guest' ? guestScopes : provider.defaultScopes(metadata)),
    state,
    codeChallenge: await codeChallenge(codeVerifier),
    proof,
    visitor: request.visitor,
  })
  const expected = { redirectUri, state, step: stepOf(proof) }
  const code = processCodeCredentials(await ports.fetch(question, signal), expected)
  const grant = { type: 'authorization_code', code, codeVerifier, redirectUri } as const
  const proven = await ports.prove(client, server, signal)
  const exchange = authorizationCodeRequest(server, proven, grant)
  const answer = await ports.fetch(
    proof.kind === 'guest' ? guestTokenRequest(exchange, proof.uvid) : exchange,
    signal,
  )
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  const body = jsonOf(
    answer,
    'the token answer',
    (refusal) => headlessVerdict(refusal, 'token') ?? provider.readRefusal(refusal),
  )
  const approval = { profile, grant: 'code_credentials', provider, server, client } as const
  const credential = withVisitor(
    await approvedCredential({ ...approval, nonce: undefined }, body, arrival, ports, signal),
    proof,
  )
  await ports.keep(credential)
  return credential
}

function stepOf(proof: HeadlessProof): HeadlessStep {
  if (proof.kind === 'guest' || proof.kind === 'one-time-password') return proof.kind
  return 'login'
}

/** A guest has no name but the visitor's id. */
function withVisitor(credential: Credential, proof: HeadlessProof): Credential {
  if (proof.kind !== 'guest') return credential
  const { identity } = credential
  const subject = identity.subject ?? `uvid:${proof.uvid}`
  return { ...credential, identity: { ...identity, subject } }
}
