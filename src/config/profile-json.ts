import { AuthError } from '../kernel/errors.js'
import {
  asJsonObject,
  optionalNumber,
  optionalString,
  requiredString,
  type Json,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import { approvedGrants, type ClientAuthMethod } from '../kernel/credential.js'
import type { Profile, RotationReuse, ServerTarget } from '../kernel/profile.js'
import {
  parseRotationReuse,
  rotationReuseText,
  rotationReuseWords,
} from '../kernel/rotation-reuse.js'
import { namesServer } from './server-url.js'

const grants: readonly Profile['grant'][] = [
  ...approvedGrants,
  'jwt_bearer',
  'client_credentials',
  'token_exchange',
  'saml_bearer',
  'saml_assertion',
  'asset_token',
  'password',
  'oauth1',
]
const authMethods: readonly ClientAuthMethod[] = ['none', 'post', 'basic', 'private-key-jwt']

/** A profile as the hand-editable file holds it. */
export function profileToJson(profile: Profile): JsonObject {
  return {
    [profile.server.kind === 'salesforce' ? 'host' : 'issuer']: profile.server.url,
    ...(profile.clientId === '' ? {} : { client_id: profile.clientId }),
    grant: profile.grant,
    ...(profile.authMethod === undefined ? {} : { auth_method: profile.authMethod }),
    ...(profile.scopes === undefined ? {} : { scope: profile.scopes.join(' ') }),
    ...(profile.redirectUri === undefined ? {} : { redirect_uri: profile.redirectUri }),
    ...(profile.sessionTimeout === undefined ? {} : { session_timeout: profile.sessionTimeout }),
    ...(profile.rotationReuse === undefined
      ? {}
      : { rotation_reuse: rotationReuseText(profile.rotationReuse) }),
  }
}

/**
 * Reads one profile of the file.
 *
 * @throws {AuthError} `bad_configuration` naming the profile and the member.
 */
export function profileFromJson(name: string, value: Json, path: string): Profile {
  const source: JsonSource = {
    name: `profile ${name} in ${path}`,
    code: 'bad_configuration',
    hint: `mend ${path}, or remove the profile: oauthctl profile remove ${name}`,
  }
  const object = asJsonObject(value, source)
  const scope = optionalString(object, 'scope', source)
  const grant = grantOf(requiredString(object, 'grant', source), source)
  const rotationReuse = rotationReuseOf(optionalString(object, 'rotation_reuse', source), source)
  return {
    name,
    server: serverOf(object, source),
    clientId: clientIdOf(object, grant, source),
    grant,
    authMethod: authMethodOf(optionalString(object, 'auth_method', source), source),
    scopes: scope?.split(/\s+/).filter((word) => word !== ''),
    redirectUri: optionalString(object, 'redirect_uri', source),
    sessionTimeout: optionalNumber(object, 'session_timeout', source),
    ...(rotationReuse === undefined ? {} : { rotationReuse }),
  }
}

function serverOf(object: JsonObject, source: JsonSource): ServerTarget {
  const issuer = optionalString(object, 'issuer', source)
  if (issuer !== undefined) return { kind: 'openid', url: urlOf(issuer, 'issuer', source) }
  return { kind: 'salesforce', url: urlOf(requiredString(object, 'host', source), 'host', source) }
}

function urlOf(value: string, member: string, source: JsonSource): string {
  if (namesServer(value)) return value
  throw wrong(`"${member}" of ${source.name} is not an https URL`, source)
}

/** One grant has no client: the SAML assertion flow (salesforce-oauth.md §3.9). */
function clientIdOf(object: JsonObject, grant: Profile['grant'], source: JsonSource): string {
  return grant === 'saml_assertion'
    ? (optionalString(object, 'client_id', source) ?? '')
    : requiredString(object, 'client_id', source)
}

function grantOf(value: string, source: JsonSource): Profile['grant'] {
  const found = grants.find((grant) => grant === value)
  if (found !== undefined) return found
  throw wrong(`"grant" of ${source.name} is not a grant this version knows`, source)
}

function authMethodOf(value: string | undefined, source: JsonSource): ClientAuthMethod | undefined {
  if (value === undefined) return value
  const found = authMethods.find((method) => method === value)
  if (found !== undefined) return found
  throw wrong(`"auth_method" of ${source.name} is not one of ${authMethods.join(', ')}`, source)
}

function rotationReuseOf(value: string | undefined, source: JsonSource): RotationReuse | undefined {
  if (value === undefined) return value
  const found = parseRotationReuse(value)
  if (found !== undefined) return found
  throw wrong(`"rotation_reuse" of ${source.name} is not one of ${rotationReuseWords}`, source)
}

function wrong(message: string, source: JsonSource): AuthError {
  return new AuthError(source.code, message, { hint: source.hint })
}
