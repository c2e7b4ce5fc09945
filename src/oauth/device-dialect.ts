import type { Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { ProvenClient } from './client-authentication.js'
import {
  deviceAuthorizationRequest,
  longestLifetime,
  processDeviceAuthorization,
  type DeviceAuthorization,
} from './device-authorization.js'
import { deviceTokenRequest, processDeviceToken, type DeviceTokenAnswer } from './device-token.js'
import { isLoopback } from './loopback-host.js'
import type { Metadata } from './metadata.js'
import { standardRefusal } from './refusal.js'

/** How a server runs the device flow: as the standard says, or in its own words. */
export interface DeviceDialect {
  /** @throws {AuthError} `unsupported_by_server`. */
  readonly authorizationRequest: (
    server: Server,
    metadata: Metadata,
    client: ProvenClient,
    scopes: readonly string[],
  ) => HttpRequest
  readonly processAuthorization: (answer: HttpAnswer, server: Server) => DeviceAuthorization
  readonly tokenRequest: (server: Server, client: ProvenClient, deviceCode: Secret) => HttpRequest
  readonly processToken: (answer: HttpAnswer) => DeviceTokenAnswer
}

/** The device flow as RFC 8628 has it. */
export const standardDeviceDialect: DeviceDialect = {
  authorizationRequest: (server, metadata, client, scopes) => {
    if (metadata.deviceAuthorization === undefined) throw noDeviceFlow(server)
    return deviceAuthorizationRequest(metadata.deviceAuthorization, client, scopes)
  },
  processAuthorization: (answer, server) =>
    processDeviceAuthorization(answer, {
      readRefusal: standardRefusal,
      lifetime: longestLifetime,
      verificationUrl: (member, value) => verificationUrl(member, value, new URL(server.url)),
    }),
  tokenRequest: deviceTokenRequest,
  processToken: (answer) => processDeviceToken(answer, standardRefusal),
}

function noDeviceFlow(server: Server): AuthError {
  const { host } = new URL(server.url)
  return new AuthError('unsupported_by_server', `${host} names no device endpoint`, {
    hint: `have the server switch its device flow on, or log in through the browser: oauthctl login --issuer ${server.url}`,
  })
}

/** A person is sent to https pages; to http ones only when the server itself is on loopback. */
function verificationUrl(member: string, value: string, called: URL): URL {
  const url = URL.canParse(value) && value.length <= 2_048 ? new URL(value) : undefined
  const local = url?.protocol === 'http:' && isLoopback(url) && isLoopback(called)
  const safe = url?.protocol === 'https:' || local
  if (url !== undefined && safe && url.username === '' && url.password === '') return url
  throw new AuthError('bad_answer', `"${member}" of ${called.host} is not an https page`, {
    hint: 'do not enter a code there; ask whoever runs that server',
  })
}
