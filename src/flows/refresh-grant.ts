import { isHybrid, type Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import { own, type JsonObject } from '../kernel/json.js'
import type { Clock, Fetch } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { epochSecondsOfMs, type EpochSeconds, type TokenSet } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import type { Provider } from '../oauth/provider.js'
import { unverifiedClaims } from '../oauth/jwt-claims.js'
import { readTokenAnswer, withoutIdToken } from '../oauth/token-answer.js'
import { refreshTokenRequest } from '../oauth/token-request.js'
import { loginCommand } from './login-command.js'
import type { Prove } from './prove-client.js'

/** What a refresh needs of the world. `keep` makes the credential durable. */
export interface RefreshPorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly prove: Prove
  readonly keep: (credential: Credential) => Promise<void>
  readonly warn: (message: string) => void
}

/**
 * Renews a credential by its refresh token, once (RFC 6749 §6).
 *
 * A rotated refresh token is kept before anything else in the answer is judged: whatever is wrong with the
 * rest, the old one is spent. No signal is taken: after the request has left, giving up loses the session.
 *
 * @returns The renewed credential, kept.
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `login_required` without a refresh token; `request_refused` when the answer belongs
 * to another user (threat row T58); what `fetch` throws.
 */
export async function refreshGrant(
  credential: Credential,
  provider: Provider,
  ports: RefreshPorts,
): Promise<Credential> {
  const { server, client, tokens } = credential
  if (tokens.refreshToken === undefined) throw notRenewable(credential)
  const { signal } = new AbortController()
  const proven = await ports.prove(client, server, signal)
  const type = isHybrid(credential.grant) ? 'hybrid_refresh' : 'refresh_token'
  const request = refreshTokenRequest(server, proven, tokens.refreshToken, type)
  const answer = await ports.fetch(request, signal)
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  const body = jsonOf(answer, 'the token answer', provider.readRefusal)
  const renewed = await judged(credential, provider, body, arrival, ports)
  const unchecked = withTokens(credential, withoutIdToken(renewed, tokens))
  await ports.keep(unchecked)
  if (own(body, 'id_token') === undefined) return unchecked
  return withCheckedIdToken(unchecked, renewed, body, provider, ports)
}

/** Says that only a person can renew this credential. */
export function notRenewable(credential: Credential): AuthError {
  return new AuthError(
    'login_required',
    `the token of profile ${credential.profile} has expired and cannot be refreshed`,
    {
      hint: `log in again: ${loginCommand(credential)}; a refresh token needs the scope ${credential.server.kind === 'salesforce' ? 'refresh_token' : 'offline_access'}`,
    },
  )
}

async function judged(
  credential: Credential,
  provider: Provider,
  body: JsonObject,
  arrival: EpochSeconds,
  ports: RefreshPorts,
): Promise<TokenSet> {
  try {
    checkOwner(credential, provider, body)
    const read = readTokenAnswer(body, arrival, credential.tokens)
    return provider.completeTokens(read, body, credential.server)
  } catch (error) {
    await salvage(credential, body, ports)
    throw error
  }
}

function withTokens(credential: Credential, tokens: TokenSet): Credential {
  return { ...credential, tokens, condition: { kind: 'live' } }
}

/** A bad id_token on a refresh is dropped with a warning; the tokens stand (cli-contract 8.4). */
async function withCheckedIdToken(
  unchecked: Credential,
  renewed: TokenSet,
  body: JsonObject,
  provider: Provider,
  ports: RefreshPorts,
): Promise<Credential> {
  const { server, client } = unchecked
  if (renewed.idToken === undefined) return unchecked
  try {
    const { validateIdToken } = await import('../oauth/id-token.js')
    const issuers = provider.issuersOf(server, body)
    const { accessToken } = renewed
    const expected = {
      server,
      clientId: client.id,
      issuers,
      nonce: undefined,
      accessToken,
      hashRequired: false,
    }
    const { signal } = new AbortController()
    await validateIdToken(renewed.idToken, expected, ports.fetch, signal)
    const checked = withTokens(unchecked, renewed)
    await ports.keep(checked)
    return checked
  } catch (error) {
    if (!(error instanceof AuthError) || error.exitStatus === 8) throw error
    ports.warn(`${error.message}; the access token is kept, the id_token is not`)
    return unchecked
  }
}

/**
 * Refuses tokens of somebody else, who is named by the answer at Salesforce and by the id_token elsewhere;
 * they never replace these (OpenID Connect Core §12.2, threat row T58). The signature is checked later.
 */
function checkOwner(credential: Credential, provider: Provider, body: JsonObject): void {
  const idToken = own(body, 'id_token')
  const claims = typeof idToken === 'string' ? unverifiedClaims(new Secret(idToken)) : undefined
  const named = provider.identityOf(body, claims)
  const { identity, server } = credential
  const differs = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b
  const another =
    server.kind === 'openid'
      ? differs(named.subject, identity.subject)
      : differs(named.userId, identity.userId) || differs(named.orgId, identity.orgId)
  if (another) {
    throw new AuthError('request_refused', 'the server refreshed the token of another user', {
      hint: `log in again: ${loginCommand(credential)}`,
    })
  }
}

/** Keeps a rotated refresh token out of an answer that is otherwise unusable. */
async function salvage(
  credential: Credential,
  body: JsonObject,
  ports: RefreshPorts,
): Promise<void> {
  const rotated = own(body, 'refresh_token')
  if (typeof rotated !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(rotated)) return
  if (rotated === credential.tokens.refreshToken?.expose()) return
  await ports.keep({
    ...credential,
    tokens: { ...credential.tokens, refreshToken: new Secret(rotated) },
  })
}
