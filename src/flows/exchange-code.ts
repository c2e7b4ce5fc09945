import type { Client, Credential, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { Clock, Fetch } from '../kernel/ports.js'
import { epochSecondsOfMs, type TokenSet } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import type { Provider } from '../oauth/provider.js'
import { readTokenAnswer } from '../oauth/token-answer.js'
import { authorizationCodeRequest } from '../oauth/token-request.js'
import { identify } from './identify.js'
import { learnExpiry } from './learn-expiry.js'
import type { Prove } from './prove-client.js'

/** An authorization code and what it was asked with. */
export interface CodeExchange {
  readonly profile: string
  readonly provider: Provider
  readonly server: Server
  readonly client: Client
  readonly nonce: string
  readonly grant: {
    readonly code: string
    readonly codeVerifier: string
    readonly redirectUri: string
  }
}

/** Exchanges an authorization code and finds out whose tokens it gave and how long they live. */
export async function exchangeCode(
  exchange: CodeExchange,
  ports: { readonly fetch: Fetch; readonly clock: Clock; readonly prove: Prove },
  signal: AbortSignal,
): Promise<Credential> {
  const { profile, provider, server, client } = exchange
  const proven = await ports.prove(client, server, signal)
  const answer = await ports.fetch(authorizationCodeRequest(server, proven, exchange.grant), signal)
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  const body = jsonOf(answer, 'the token answer', provider.readRefusal)
  const tokens = provider.completeTokens(readTokenAnswer(body, arrival, undefined), body, server)
  const claims = await claimsOf(exchange, tokens, body, ports.fetch, signal)
  const credential: Credential = {
    profile,
    grant: 'authorization_code',
    server,
    client,
    identity: await identify(
      provider,
      server,
      tokens,
      provider.identityOf(body, claims),
      ports.fetch,
      signal,
    ),
    tokens,
    condition: { kind: 'live' },
  }
  return learnExpiry(credential, provider, ports, signal)
}

async function claimsOf(
  exchange: CodeExchange,
  tokens: TokenSet,
  body: JsonObject,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const { server, client, provider, nonce } = exchange
  if (tokens.idToken === undefined) return undefined
  if (server.endpoints.jwks === undefined) {
    throw new AuthError(
      'bad_metadata',
      `${new URL(server.url).host} publishes no keys for its id_token`,
      {
        hint: 'ask for no openid scope: --scope, or have the server publish jwks_uri',
      },
    )
  }
  const { validateIdToken } = await import('../oauth/id-token.js')
  const issuers = provider.issuersOf(server, body)
  const expected = { server, clientId: client.id, issuers, nonce, accessToken: tokens.accessToken }
  return validateIdToken(tokens.idToken, expected, fetch, signal)
}
