import type { OAuthRefusal } from '../kernel/errors.js'
import { processDeviceAuthorization } from '../oauth/device-authorization.js'
import type { DeviceDialect } from '../oauth/device-dialect.js'
import { codeExpired, processDeviceToken } from '../oauth/device-token.js'
import { formRequest } from '../oauth/form-request.js'
import { standardRefusal, type RefusalVerdict } from '../oauth/refusal.js'
import { readRefusal } from './refusals.js'
import { trustedUrl } from './trust.js'

/** Salesforce does not say how long its codes live (salesforce-oauth.md §4). */
const lifetime = 600

/**
 * Salesforce's device flow: both halves at the token endpoint, in words of its own (salesforce-oauth.md §4).
 *
 * The start names the client and proves nothing: its documented parameters have no place for a proof.
 */
export const deviceDialect: DeviceDialect = {
  authorizationRequest: (server, _metadata, client, scopes) =>
    formRequest(server.endpoints.token, { ...client, authMethod: 'none' }, [
      ['response_type', 'device_code'],
      ...(scopes.length === 0 ? [] : ([['scope', scopes.join(' ')]] as const)),
    ]),
  processAuthorization: (answer, server) => {
    const called = new URL(server.url)
    const given = processDeviceAuthorization(answer, {
      readRefusal,
      lifetime,
      verificationUrl: (member, value) => trustedUrl(member, value, called),
    })
    return {
      ...given,
      verificationUriComplete:
        given.verificationUriComplete ?? prefilled(given.verificationUri, given.userCode),
    }
  },
  tokenRequest: (server, client, deviceCode) =>
    formRequest(server.endpoints.token, client, [
      ['grant_type', 'device'],
      ['code', deviceCode.expose()],
    ]),
  processToken: (answer) => processDeviceToken(answer, readPollRefusal),
}

/** The page takes the code as a parameter, which the answer does not tell. */
function prefilled(verificationUri: string, userCode: string): string {
  const url = new URL(verificationUri)
  url.searchParams.set('user_code', userCode)
  return url.href
}

/**
 * Salesforce has no `expired_token`: a code that is over comes back as `invalid_grant`, one it does not know
 * as `invalid_request`. Where the catalogue knows more, it is believed.
 */
function readPollRefusal(refusal: OAuthRefusal): RefusalVerdict {
  const verdict = readRefusal(refusal)
  if (verdict !== standardRefusal(refusal)) return verdict
  if (refusal.error === 'invalid_grant') return { code: 'login_timed_out', hint: codeExpired.hint }
  return refusal.error === 'invalid_request' ? { ...verdict, hint: codeExpired.hint } : verdict
}
