import type { ClientAuthMethod } from '../kernel/credential.js'
import { optionalString, type JsonObject } from '../kernel/json.js'
import { standardDeviceDialect } from './device-dialect.js'
import { openidConfigurationRequest, serverMetadataRequest } from './discovery.js'
import type { Metadata } from './metadata.js'
import type { Provider } from './provider.js'
import { standardRefusal } from './refusal.js'
import { processRevocation, revocationRequest } from './revocation.js'
import { processUserinfo } from './userinfo.js'

const claimsSource = { name: 'the id_token', code: 'token_invalid' as const }

/** Any OAuth 2.0 or OpenID Connect server that publishes metadata, with nothing of its own. */
export const openidProvider: Provider = {
  kind: 'openid',
  metadataRequests: (url) => [openidConfigurationRequest(url), serverMetadataRequest(url)],
  // RFC 8414 §3.3: identical. The one liberty is the slash that URL parsing puts behind a bare origin.
  acceptsIssuer: (url, issuer) =>
    issuer === url.href || (url.pathname === '/' && `${issuer}/` === url.href),
  checkEndpoints: () => undefined,
  defaultRedirectUri: 'http://127.0.0.1:0/callback',
  defaultScopes: (metadata) =>
    ['openid', 'offline_access'].filter((scope) => metadata.scopesSupported?.includes(scope)),
  defaultAuthMethod: firstListedMethod,
  completeTokens: (tokens) => tokens,
  issuersOf: (server) => [server.issuer],
  identityOf: (_answer, claims) => ({
    subject: claim(claims, 'sub'),
    username: claim(claims, 'preferred_username') ?? claim(claims, 'email'),
    userId: undefined,
    orgId: undefined,
  }),
  identityRequest: () => undefined,
  readIdentity: (_answer, identity) => identity,
  readRefusal: standardRefusal,
  isBusyRefresh: () => false,
  device: standardDeviceDialect,
  // RFC 7523 §3 leaves the choice; the issuer cannot be moved to another server by its metadata (T62).
  assertionAudience: (server) => server.issuer,
  clientAssertionAudience: (server) => server.issuer,
  revocationRequest,
  processRevocation: (answer) => processRevocation(answer, standardRefusal),
  tokenKind: () => undefined,
  processUserinfo,
  isSameSubject: (one, other) => one === other,
}

/** What the metadata lists first among the methods we have; `basic` if it is silent (RFC 8414 §2). */
function firstListedMethod(metadata: Metadata): ClientAuthMethod {
  for (const method of metadata.tokenAuthMethods ?? []) {
    if (method === 'client_secret_basic') return 'basic'
    if (method === 'client_secret_post') return 'post'
  }
  return 'basic'
}

function claim(claims: JsonObject | undefined, name: string): string | undefined {
  return claims === undefined ? undefined : optionalString(claims, name, claimsSource)
}
