import { AuthError } from '../kernel/errors.js'
import type { Endpoints } from '../kernel/credential.js'
import {
  optionalString,
  optionalStrings,
  own,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import { parseEndpoint } from './endpoint.js'

/** What this program reads of an authorization server's metadata (RFC 8414 §2). */
export interface Metadata {
  readonly issuer: string
  readonly endpoints: Endpoints
  /** RFC 8628 §4. Needed at login only, so it is not pinned with the endpoints. */
  readonly deviceAuthorization: string | undefined
  readonly scopesSupported: readonly string[] | undefined
  readonly tokenAuthMethods: readonly string[] | undefined
  /** RFC 9207 §3: every authorization response carries `iss`. */
  readonly sendsIss: boolean
}

/**
 * Reads a metadata document member by member.
 *
 * @param document The parsed document.
 * @param url Where it was fetched for: its scheme decides whether http endpoints are accepted.
 * @throws {AuthError} `bad_metadata` naming the member; also when only `plain` PKCE is offered (T15).
 */
export function readMetadata(document: JsonObject, url: URL): Metadata {
  const source: JsonSource = { name: `the metadata of ${url.host}`, code: 'bad_metadata' }
  const endpoint = (member: string): string | undefined => {
    const value = optionalString(document, member, source)
    return value === undefined ? undefined : parseEndpoint(member, value, url)
  }
  const required = (member: string): string =>
    parseEndpoint(member, requiredString(document, member, source), url)

  const methods = optionalStrings(document, 'code_challenge_methods_supported', source)
  if (methods !== undefined && methods.length > 0 && !methods.includes('S256')) {
    throw new AuthError('bad_metadata', `${url.host} offers PKCE without S256`, {
      hint: 'S256 is the only method this program uses; ask whoever runs that server to allow it',
    })
  }
  return {
    issuer: requiredString(document, 'issuer', source),
    endpoints: {
      authorization: required('authorization_endpoint'),
      token: required('token_endpoint'),
      revocation: endpoint('revocation_endpoint'),
      introspection: endpoint('introspection_endpoint'),
      userinfo: endpoint('userinfo_endpoint'),
      jwks: endpoint('jwks_uri'),
      endSession: endpoint('end_session_endpoint'),
    },
    deviceAuthorization: endpoint('device_authorization_endpoint'),
    scopesSupported: optionalStrings(document, 'scopes_supported', source),
    tokenAuthMethods: optionalStrings(document, 'token_endpoint_auth_methods_supported', source),
    sendsIss: own(document, 'authorization_response_iss_parameter_supported') === true,
  }
}
