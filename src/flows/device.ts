import type { Client, Credential } from '../kernel/credential.js'
import type { Clock, Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import { epochSecondsOfMs, later, type EpochSeconds } from '../kernel/token-set.js'
import type { DeviceTokenAnswer } from '../oauth/device-token.js'
import type { Provider } from '../oauth/provider.js'
import { approvedCredential } from './approved-credential.js'
import { authMethodOf, type UnsettledClient } from './auth-method.js'
import { discoverServer } from './discover-server.js'
import { pollDevice } from './poll-device.js'
import type { Prove } from './prove-client.js'

/** What a device login needs to know. */
export interface DeviceRequest {
  readonly profile: string
  readonly target: ServerTarget
  readonly provider: Provider
  /** `authMethod` undefined: what the server's metadata suggests. */
  readonly client: UnsettledClient
  /** Undefined: what the provider asks for by default. */
  readonly scopes: readonly string[] | undefined
  /** Milliseconds to wait for the person; undefined: as long as the code lives. */
  readonly patienceMs: number | undefined
}

/** What a person needs to approve. */
export interface DeviceCode {
  readonly verificationUri: string
  /** With the code filled in. */
  readonly verificationUriComplete: string | undefined
  /** As the server sent it. */
  readonly userCode: string
  readonly expiresAt: EpochSeconds
  /** Seconds. */
  readonly interval: number
}

/** What a device login does to the world. */
export interface DevicePorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly prove: Prove
  /** Shows the code. */
  readonly onCode: (code: DeviceCode) => Promise<void>
  /** Keeps the credential before anybody is told that all went well. */
  readonly keep: (credential: Credential) => Promise<void>
}

/** Device authorization grant (RFC 8628), or the server's own dialect of it (salesforce-oauth.md §4). */
export async function device(
  request: DeviceRequest,
  ports: DevicePorts,
  signal: AbortSignal,
): Promise<Credential> {
  const { profile, provider } = request
  const { server, metadata } = await discoverServer(request.target, provider, ports, signal)
  const client: Client = {
    ...request.client,
    authMethod: authMethodOf(request.client, () => provider.defaultAuthMethod(metadata)),
  }
  const start = provider.device.authorizationRequest(
    server,
    metadata,
    await ports.prove(client, server, signal),
    request.scopes ?? provider.defaultScopes(metadata),
  )
  const given = provider.device.processAuthorization(await ports.fetch(start, signal), server)
  const arrivalMs = ports.clock.nowMs()
  await ports.onCode({
    verificationUri: given.verificationUri,
    verificationUriComplete: given.verificationUriComplete,
    userCode: given.userCode,
    expiresAt: later(epochSecondsOfMs(arrivalMs), given.lifetime),
    interval: given.interval,
  })
  const ask = async (): Promise<DeviceTokenAnswer> => {
    const proven = await ports.prove(client, server, signal)
    const poll = provider.device.tokenRequest(server, proven, given.deviceCode)
    return provider.device.processToken(await ports.fetch(poll, signal))
  }
  const polling = {
    interval: given.interval,
    lifetimeMs: given.lifetime * 1000 - (ports.clock.nowMs() - arrivalMs),
    patienceMs: request.patienceMs,
  }
  const body = await pollDevice(polling, ask, ports.clock, signal)
  const credential = await approvedCredential(
    { profile, grant: 'device_code', provider, server, client, nonce: undefined },
    body,
    epochSecondsOfMs(ports.clock.nowMs()),
    ports,
    // The code is spent: an interruption from here on would lose what a person has approved.
    new AbortController().signal,
  )
  await ports.keep(credential)
  return credential
}
