import type { Client, Credential, Server } from '../kernel/credential.js'
import type { Clock, Fetch } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import type { Provider } from '../oauth/provider.js'
import { authorizationCodeRequest } from '../oauth/token-request.js'
import { approvedCredential } from './approved-credential.js'
import type { Prove } from './prove-client.js'

/** An authorization code and what it was asked with. */
export interface CodeExchange {
  readonly profile: string
  readonly provider: Provider
  readonly server: Server
  readonly client: Client
  readonly nonce: string
  readonly grant: {
    readonly type: 'authorization_code' | 'hybrid_auth_code'
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
  const { provider, server, client } = exchange
  const proven = await ports.prove(client, server, signal)
  const answer = await ports.fetch(authorizationCodeRequest(server, proven, exchange.grant), signal)
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  const body = jsonOf(answer, 'the token answer', provider.readRefusal)
  const approval = { ...exchange, grant: exchange.grant.type }
  return approvedCredential(approval, body, arrival, ports, signal)
}
