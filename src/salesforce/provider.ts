import { openidConfigurationRequest } from '../oauth/discovery.js'
import { isLoopback } from '../oauth/loopback-host.js'
import type { Provider } from '../oauth/provider.js'
import { assertionAudience } from './assertion-audience.js'
import { deviceDialect } from './device.js'
import { identityRequest, readIdentity } from './identity.js'
import { isBusyRefresh, readRefusal } from './refusals.js'
import { processRevocation, revocationRequest, tokenKind } from './revocation.js'
import { isSameUser } from './same-user.js'
import { acceptedIssuers, completeTokens, identityOf } from './token-answer.js'
import { isSalesforceHost, trustedUrl } from './trust.js'
import { processPlainUserinfo } from './userinfo.js'

/** Salesforce: what differs from the standard, told once (salesforce-oauth.md). */
export const salesforceProvider: Provider = {
  kind: 'salesforce',
  metadataRequests: (url) => [openidConfigurationRequest(url)],
  // A custom domain's document may name the org's My Domain as issuer (salesforce-oauth.md §1).
  acceptsIssuer: (url, issuer) => {
    const bare = issuer.replace(/\/$/, '')
    if (bare === url.href.replace(/\/$/, '')) return true
    if (!URL.canParse(issuer)) return false
    const named = new URL(issuer)
    return (
      !isLoopback(url) &&
      !isSalesforceHost(url.hostname) &&
      named.protocol === 'https:' &&
      isSalesforceHost(named.hostname)
    )
  },
  checkEndpoints: (server) => {
    const called = new URL(server.url)
    for (const [member, value] of Object.entries({ ...server.endpoints })) {
      if (value !== undefined) trustedUrl(member, value, called)
    }
  },
  // What existing apps have registered; Salesforce compares it exactly (cli-contract 8.3).
  defaultRedirectUri: 'http://localhost:1717/OauthRedirect',
  defaultScopes: () => [],
  defaultAuthMethod: () => 'post',
  completeTokens,
  issuersOf: acceptedIssuers,
  identityOf,
  identityRequest,
  readIdentity,
  readRefusal,
  isBusyRefresh,
  device: deviceDialect,
  assertionAudience,
  // salesforce-oauth.md §3.13
  clientAssertionAudience: (server) => server.endpoints.token,
  revocationRequest,
  processRevocation,
  tokenKind,
  processUserinfo: processPlainUserinfo,
  isSameSubject: isSameUser,
}
