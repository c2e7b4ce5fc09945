import type { Credential, RunAgainGrant } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { epochSecondsOfMs, type TokenSet } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import type { Provider } from '../oauth/provider.js'
import { readTokenAnswer } from '../oauth/token-answer.js'
import { clockSkew } from './clock-skew.js'
import { grantRequest } from './grant-request.js'
import { identify } from './identify.js'
import { learnExpiry } from './learn-expiry.js'
import type { GrantPorts } from './grant-ports.js'

/**
 * Runs a grant that needs no person: for the first time, or again to renew what it gave.
 *
 * @returns The credential with its tokens, and whose they are.
 * @throws {OAuthResponseError} When the server refused; a clock that is off is named where the request was
 * signed with its time.
 * @throws {AuthError} `token_invalid` for a bad id_token, `bad_metadata` for one that cannot be checked.
 */
export async function runGrant(
  grant: RunAgainGrant,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<Credential> {
  const { server } = grant
  const request = await grantRequest(grant, provider, ports, signal)
  const answer = await ports.fetch(request, signal)
  const arrivalMs = ports.clock.nowMs()
  const body = judged(request, answer, provider, arrivalMs)
  const read = readTokenAnswer(body, epochSecondsOfMs(arrivalMs), undefined)
  const tokens = provider.completeTokens(read, body, server)
  const claims = await claimsOf(grant, tokens, body, provider, ports, signal)
  const named = { ...provider.identityOf(body, claims) }
  const credential: Credential = {
    ...grant,
    identity: await identify(provider, server, tokens, named, ports.fetch, signal),
    tokens,
    condition: { kind: 'live' },
  }
  return learnExpiry(credential, provider, ports, signal)
}

/** What is signed with a time of this machine, and refused when its clock is off. */
const timed = /(?:^|&)(?:assertion|client_assertion|actor_token)=/

function judged(
  request: HttpRequest,
  answer: HttpAnswer,
  provider: Provider,
  arrivalMs: number,
): JsonObject {
  try {
    return jsonOf(answer, 'the token answer', provider.readRefusal)
  } catch (error) {
    const skew = timed.test(request.body ?? '') ? clockSkew(answer, arrivalMs) : undefined
    if (!(error instanceof OAuthResponseError) || skew === undefined) throw error
    throw new OAuthResponseError(error.code, `${error.message}; ${skew}`, error.refusal, {
      cause: error,
      hint: 'set the clock of this machine, then run the command again',
    })
  }
}

async function claimsOf(
  grant: RunAgainGrant,
  tokens: TokenSet,
  body: JsonObject,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const { server, client } = grant
  if (tokens.idToken === undefined) return undefined
  if (server.endpoints.jwks === undefined) {
    const { host } = new URL(server.url)
    throw new AuthError('bad_metadata', `${host} publishes no keys for its id_token`, {
      hint: 'ask for no openid scope: --scope, or have the server publish jwks_uri',
    })
  }
  const { validateIdToken } = await import('../oauth/id-token.js')
  const issuers = provider.issuersOf(server, body)
  const { accessToken } = tokens
  const expected = {
    server,
    clientId: client.id,
    issuers,
    nonce: undefined,
    accessToken,
    hashRequired: false,
  }
  return validateIdToken(tokens.idToken, expected, ports.fetch, signal)
}
