import { authMethodOf, type UnsettledClient } from './auth-method.js'
import type { Client, Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Clock, Fetch, Listen, Random } from '../kernel/ports.js'
import type { LoginFlowName } from '../kernel/login-options.js'
import type { ServerTarget } from '../kernel/profile.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { authorizationUrl } from '../oauth/authorization-request.js'
import {
  processAuthorizationResponse,
  processImplicitResponse,
} from '../oauth/authorization-response.js'
import { codeChallenge, newCodeVerifier } from '../oauth/pkce.js'
import type { Provider } from '../oauth/provider.js'
import { approvedCredential } from './approved-credential.js'
import { discoverServer } from './discover-server.js'
import { exchangeCode } from './exchange-code.js'
import { failureLanding, successLanding } from './landing.js'
import { loginFlow, responseType } from './login-flow.js'
import type { Prove } from './prove-client.js'
import { within } from './within.js'

/** What a login needs to know. */
export interface LoginRequest {
  readonly profile: string
  readonly target: ServerTarget
  readonly flow: LoginFlowName
  readonly provider: Provider
  /** `authMethod` undefined: what the server's metadata suggests. */
  readonly client: UnsettledClient
  /** Undefined: what the provider asks for by default. */
  readonly scopes: readonly string[] | undefined
  readonly redirectUri: string
  readonly otherPorts: readonly number[]
  readonly prompt: string | undefined
  readonly loginHint: string | undefined
  readonly extra: readonly (readonly [string, string])[]
  /** Milliseconds to wait for the person. */
  readonly timeoutMs: number
}

/** What a login does to the world. */
export interface LoginPorts {
  readonly fetch: Fetch
  readonly listen: Listen
  readonly random: Random
  readonly clock: Clock
  readonly prove: Prove
  /** Told the authorization URL to show and the loopback URL to open. */
  readonly onVisit: (authorizationUrl: string, visitUrl: string) => Promise<void>
  /** Keeps the credential before the person is told that all went well. */
  readonly keep: (credential: Credential) => Promise<void>
}

/**
 * Authorization code grant with PKCE over a loopback redirect (RFC 6749 §4.1, RFC 7636, RFC 8252 §7.3), or one of
 * its siblings.
 */
export async function login(
  request: LoginRequest,
  ports: LoginPorts,
  signal: AbortSignal,
): Promise<Credential> {
  const { provider } = request
  const flow = loginFlow(request.flow)
  const { server, metadata } = await discoverServer(request.target, provider, ports, signal)
  const client: Client = {
    ...request.client,
    authMethod: authMethodOf(request.client, () => provider.defaultAuthMethod(metadata)),
  }
  const state = ports.random.base64url(32)
  const nonce = ports.random.base64url(16)
  const codeVerifier = newCodeVerifier(ports.random)
  const scopes = request.scopes ?? provider.defaultScopes(metadata)

  await using callback = await ports.listen({
    redirectUri: request.redirectUri,
    otherPorts: request.otherPorts,
    answerIn: flow.kind === 'code' ? 'query' : 'fragment',
    state,
  })
  try {
    const url = authorizationUrl(server, {
      responseType: responseType(flow, scopes),
      clientId: client.id,
      redirectUri: callback.redirectUri,
      state,
      codeChallenge: flow.kind === 'code' ? await codeChallenge(codeVerifier) : undefined,
      nonce,
      scopes,
      prompt: request.prompt ?? promptFor(server.kind, scopes),
      loginHint: request.loginHint,
      extra: request.extra,
    })
    await ports.onVisit(url, callback.visitUrl(url))
    const parameters = await within(
      request.timeoutMs,
      nobodyAnswered(request.timeoutMs),
      ports.clock,
      signal,
      (waiting) => callback.received(waiting),
    )
    const expected = {
      host: new URL(server.url).host,
      issuers: provider.issuersOf(server, {}),
      sendsIss: metadata.sendsIss,
    }
    const approval = { profile: request.profile, provider, server, client, nonce }
    const credential =
      flow.kind === 'code'
        ? await exchangeCode(
            {
              ...approval,
              grant: {
                type: flow.grant,
                code: processAuthorizationResponse(parameters, expected, provider.readRefusal),
                codeVerifier,
                redirectUri: callback.redirectUri,
              },
            },
            ports,
            signal,
          )
        : await approvedCredential(
            { ...approval, grant: flow.grant },
            processImplicitResponse(parameters, expected, provider.readRefusal),
            epochSecondsOfMs(ports.clock.nowMs()),
            ports,
            signal,
          )
    await ports.keep(credential)
    callback.finish(successLanding(credential))
    return credential
  } catch (error) {
    callback.finish(failureLanding(error))
    throw error
  }
}

/** OpenID Connect Core §11: a refresh token for `offline_access` is given only with consent asked for. */
function promptFor(
  kind: Credential['server']['kind'],
  scopes: readonly string[],
): string | undefined {
  return kind === 'openid' && scopes.includes('offline_access') ? 'consent' : undefined
}

function nobodyAnswered(timeoutMs: number): AuthError {
  return new AuthError(
    'login_timed_out',
    `nobody logged in within ${Math.round(timeoutMs / 1000)} s`,
    { hint: 'run the command again; --login-timeout SECONDS waits longer' },
  )
}
