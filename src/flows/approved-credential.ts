import type { ApprovedGrant, Client, Credential, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { EpochSeconds, TokenSet } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { readTokenAnswer } from '../oauth/token-answer.js'
import { identify } from './identify.js'
import { learnExpiry } from './learn-expiry.js'
import type { Prove } from './prove-client.js'

/** What a person approved, and where. */
export interface Approval {
  readonly profile: string
  readonly grant: ApprovedGrant
  readonly provider: Provider
  readonly server: Server
  readonly client: Client
  /** What the id_token must repeat; `undefined` where the flow sends none. */
  readonly nonce: string | undefined
}

/**
 * Makes a credential of the token answer to an approval: checks its id_token, and finds out whose tokens they
 * are and how long they live.
 *
 * @throws {AuthError} `bad_answer`, `token_invalid` for a bad id_token, `bad_metadata` for one that cannot be
 * checked.
 */
export async function approvedCredential(
  approval: Approval,
  body: JsonObject,
  arrival: EpochSeconds,
  ports: { readonly fetch: Fetch; readonly prove: Prove },
  signal: AbortSignal,
): Promise<Credential> {
  const { profile, grant, provider, server, client } = approval
  const tokens = provider.completeTokens(readTokenAnswer(body, arrival, undefined), body, server)
  const claims = await claimsOf(approval, tokens, body, ports.fetch, signal)
  const credential: Credential = {
    profile,
    grant,
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
  { server, client, provider, nonce, grant }: Approval,
  tokens: TokenSet,
  body: JsonObject,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
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
  const { accessToken } = tokens
  // Both came through the browser together.
  const hashRequired = grant === 'implicit' || grant === 'hybrid_token'
  const expected = { server, clientId: client.id, issuers, nonce, accessToken, hashRequired }
  return validateIdToken(tokens.idToken, expected, fetch, signal)
}
