import type { Client, Oauth1Credential, Oauth1Token, SoapApi } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Listen } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import { accessTokenRequest, processAccessToken } from '../oauth/oauth1-access-token.js'
import { processRequestToken, requestTokenRequest } from '../oauth/oauth1-request-token.js'
import { verifierOf } from '../oauth/oauth1-verifier.js'
import type { Provider } from '../oauth/provider.js'
import { oauth1AuthorizationUrl, oauth1Endpoints } from '../salesforce/oauth1.js'
import { oauth1Refusal } from '../salesforce/oauth1-refusal.js'
import { discoverServer } from './discover-server.js'
import { failureLanding, successLanding } from './landing.js'
import { oauth1Session, signingClient } from './oauth1-session.js'
import { risingClock, signedExchange, type SignedPorts } from './signed-exchange.js'
import { within } from './within.js'

/** What an OAuth 1.0.A login needs to know. */
export interface Oauth1Request {
  readonly profile: string
  readonly target: ServerTarget
  readonly provider: Provider
  /** With its secret: it signs. */
  readonly client: Client
  readonly api: SoapApi
  /** An https URL on loopback, or `oob`: the person carries the verifier. */
  readonly callback: string
  /** Milliseconds to wait for the person. */
  readonly timeoutMs: number
}

/** What an OAuth 1.0.A login does to the world. */
export interface Oauth1Ports extends SignedPorts {
  readonly listen: Listen
  /** Told the authorization URL to show and the URL to open. */
  readonly onVisit: (authorizationUrl: string, visitUrl: string) => Promise<void>
  /** Keeps the credential before the person is told that all went well. */
  readonly keep: (credential: Oauth1Credential) => Promise<void>
}

/**
 * OAuth 1.0.A: request token, approval in the browser, access token, session (RFC 5849 §2,
 * salesforce-oauth.md §15).
 */
export async function oauth1(
  request: Oauth1Request,
  given: Oauth1Ports,
  signal: AbortSignal,
): Promise<Oauth1Credential> {
  const ports = { ...given, clock: risingClock(given.clock) }
  const { profile, client, api, timeoutMs } = request
  const signing = signingClient(client)
  const { server } = await discoverServer(request.target, request.provider, ports, signal)
  const endpoints = oauth1Endpoints(server)
  let requested: Oauth1Token | undefined

  await using callback = await ports.listen({
    redirectUri: request.callback,
    otherPorts: [],
    answerIn: 'query',
    state: () => requested?.token.expose() ?? '',
    stateIn: 'oauth_token',
  })
  try {
    const token = await signedExchange(
      (moment) =>
        requestTokenRequest(endpoints.requestToken, signing, callback.redirectUri, moment),
      (answer) => processRequestToken(answer, oauth1Refusal),
      ports,
      signal,
    )
    requested = token
    const url = oauth1AuthorizationUrl(endpoints.authorization, client.id, token)
    await ports.onVisit(url, callback.visitUrl(url))
    const late = nobodyAnswered(timeoutMs)
    const parameters = await within(timeoutMs, late, ports.clock, signal, callback.received)
    const verifier = verifierOf(parameters)
    // The approval is spent with the next request: an interruption from here on would lose it.
    const { signal: unending } = new AbortController()
    const accessToken = await signedExchange(
      (moment) => accessTokenRequest(endpoints.accessToken, signing, { token, verifier }, moment),
      (answer) => processAccessToken(answer, oauth1Refusal),
      ports,
      unending,
    )
    const grant = { grant: 'oauth1', profile, server, client, accessToken, api } as const
    const credential = await oauth1Session(grant, ports, unending)
    await ports.keep(credential)
    callback.finish(successLanding(credential))
    return credential
  } catch (error) {
    callback.finish(failureLanding(error))
    throw error
  }
}

function nobodyAnswered(timeoutMs: number): AuthError {
  return new AuthError(
    'login_timed_out',
    `nobody approved within ${Math.round(timeoutMs / 1000)} s`,
    { hint: 'run the command again; --login-timeout SECONDS waits longer' },
  )
}
