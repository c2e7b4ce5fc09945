import type { Json, JsonObject } from '../kernel/json.js'
import { own } from '../kernel/json.js'
import type { ServerTarget } from '../kernel/profile.js'

/** An endpoint that a server may leave out, and what that takes from the person. */
const optionalEndpoints: readonly (readonly [member: string, meaning: string])[] = [
  ['revocation_endpoint', 'logout forgets tokens here and cannot end them at the server'],
  ['introspection_endpoint', 'introspect and status --check cannot ask whether a token lives'],
  ['userinfo_endpoint', 'userinfo has nobody to ask'],
  ['jwks_uri', 'id_tokens cannot be verified'],
  ['end_session_endpoint', 'logout leaves the browser logged in'],
  ['registration_endpoint', 'register has nobody to ask; clients are made by hand'],
]

/**
 * Points out what is missing or unusual in a server's metadata, each in one line with what it means here.
 *
 * @param document Judged: its issuer and endpoints have been accepted.
 */
export function discoverRemarks(document: JsonObject, target: ServerTarget): readonly string[] {
  return [
    ...issuerRemarks(document, target),
    ...optionalEndpoints.flatMap(([member, meaning]) =>
      own(document, member) === undefined ? [`no ${member}: ${meaning}`] : [],
    ),
    ...deviceRemarks(document, target),
    ...pkceRemarks(document),
    ...grantRemarks(document, target),
    ...placeRemarks(document, target),
    ...dpopRemarks(document),
  ]
}

function issuerRemarks(document: JsonObject, { url }: ServerTarget): readonly string[] {
  const issuer = own(document, 'issuer')
  if (typeof issuer !== 'string' || bare(issuer) === bare(url)) return []
  return [`issuer ${issuer} is not the host that was called: id_tokens name that issuer`]
}

function deviceRemarks(document: JsonObject, { kind }: ServerTarget): readonly string[] {
  if (own(document, 'device_authorization_endpoint') !== undefined) return []
  return [
    kind === 'salesforce'
      ? 'no device_authorization_endpoint: usual at Salesforce, whose device flow starts at the token endpoint'
      : 'no device_authorization_endpoint: device cannot be used; login needs a browser',
  ]
}

function pkceRemarks(document: JsonObject): readonly string[] {
  const methods = strings(own(document, 'code_challenge_methods_supported'))
  if (methods.includes('S256')) return []
  return [
    'PKCE S256 is not announced: login sends it all the same, and a server that ignores it does not protect the code with it',
  ]
}

function grantRemarks(document: JsonObject, { kind }: ServerTarget): readonly string[] {
  const listed = own(document, 'grant_types_supported')
  if (listed === undefined) {
    // RFC 8414 §2: the default is authorization_code and implicit. Salesforce says nothing and does more.
    return kind === 'salesforce'
      ? []
      : [
          'no grant_types_supported: the refresh grant is not announced; tokens may need a login each time',
        ]
  }
  if (strings(listed).includes('refresh_token')) return []
  return ['the refresh grant is not announced: when a token ends, login is needed again']
}

function placeRemarks(document: JsonObject, { url }: ServerTarget): readonly string[] {
  const called = new URL(url)
  const places = endpointsOf(document)
  const hosts = [...new Set(places.map(([, { host }]) => host))].filter(
    (host) => host !== called.host,
  )
  const plain = places.filter(([, { protocol }]) => protocol === 'http:')
  return [
    ...hosts.map((host) => {
      const members = places.filter(([, place]) => place.host === host).map(([member]) => member)
      return `on another host: ${members.join(', ')}: what is sent there goes to ${host}`
    }),
    ...(plain.length === 0
      ? []
      : [`${plain.length} endpoints are plain http: fit for this machine only`]),
  ]
}

function dpopRemarks(document: JsonObject): readonly string[] {
  if (own(document, 'dpop_signing_alg_values_supported') === undefined) return []
  return [
    'DPoP is announced: oauthctl uses bearer tokens, so an app that requires DPoP will refuse it',
  ]
}

/** The members of a metadata document that name a place to call, in its order. */
function endpointsOf(document: JsonObject): readonly (readonly [string, URL])[] {
  return Object.entries(document).flatMap(([member, value]) =>
    /_(?:endpoint|uri)$/.test(member) &&
    member !== 'op_policy_uri' &&
    member !== 'op_tos_uri' &&
    typeof value === 'string' &&
    URL.canParse(value)
      ? [[member, new URL(value)] as const]
      : [],
  )
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function bare(url: string): string {
  return url.replace(/\/+$/, '')
}
