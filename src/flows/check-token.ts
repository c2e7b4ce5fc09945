import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import { refuseBusy, refuseRedirect } from '../oauth/answer.js'
import { introspectionRequest, processIntrospection } from '../oauth/introspection.js'
import type { Provider } from '../oauth/provider.js'
import { userinfoRequest } from '../oauth/userinfo.js'
import type { Prove } from './prove-client.js'
import type { EpochSeconds } from '../kernel/token-set.js'

/** What the server says of the access token now. */
export interface TokenCheck {
  readonly active: boolean
  readonly expiresAt: EpochSeconds | undefined
}

/**
 * Asks the server whether the access token works: by introspection where the client may, else at the
 * userinfo endpoint.
 *
 * @throws {AuthError} `unsupported_by_server` when it offers neither; what `fetch` throws.
 */
export async function checkToken(
  credential: Credential,
  provider: Provider,
  ports: { readonly fetch: Fetch; readonly prove: Prove },
  signal: AbortSignal,
): Promise<TokenCheck> {
  const introspected = await introspect(credential, provider, ports, signal)
  if (introspected?.active === true) return introspected
  const { server, tokens } = credential
  // An inactive answer may only mean that this client may not ask (salesforce-oauth-2.md, section A).
  if (server.endpoints.userinfo === undefined) {
    if (introspected !== undefined) return introspected
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} offers no way to check a token`,
      { hint: 'run oauthctl status without --check' },
    )
  }
  const request = userinfoRequest(server.endpoints.userinfo, tokens.accessToken)
  const answer = await ports.fetch(request, signal)
  refuseRedirect(answer)
  refuseBusy(answer, new URL(answer.url).host)
  return { active: answer.status === 200, expiresAt: undefined }
}

async function introspect(
  { server, client, tokens }: Credential,
  provider: Provider,
  ports: { readonly fetch: Fetch; readonly prove: Prove },
  signal: AbortSignal,
): Promise<TokenCheck | undefined> {
  const endpoint = server.endpoints.introspection
  if (endpoint === undefined || client.authMethod === 'none') return undefined
  try {
    const proven = await ports.prove(client, server, signal)
    const request = introspectionRequest(endpoint, proven, tokens.accessToken)
    const answer = await ports.fetch(request, signal)
    return processIntrospection(answer, provider.readRefusal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AuthError && !error.retryable) return undefined
    throw error
  }
}
