import type { ClientAuthMethod } from '../kernel/credential.js'
import {
  optionalNumber,
  optionalObject,
  optionalString,
  parseJsonObject,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import { AuthError } from '../kernel/errors.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { ClientManagement, Registration } from '../kernel/registration.js'
import { Secret } from '../kernel/secret.js'
import { epochSeconds } from '../kernel/token-set.js'

const source: JsonSource = { name: 'the sealed registration', code: 'store_damaged' }
const authMethods: readonly ClientAuthMethod[] = ['none', 'post', 'basic', 'private-key-jwt']

/** Writes a registration as JSON text, secrets in the clear: only to be sealed. */
export function encodeRegistration(registration: Registration): string {
  const { clientSecret, management } = registration
  return JSON.stringify({
    ...registration,
    clientSecret: clientSecret?.expose(),
    management:
      management === undefined ? undefined : { ...management, token: management.token.expose() },
  })
}

/** Reads what {@link encodeRegistration} wrote. @throws {AuthError} `store_damaged` naming the member that is wrong. */
export function decodeRegistration(text: string): Registration {
  const object = parseJsonObject(text, source)
  const secret = optionalString(object, 'clientSecret', source)
  const expiresAt = optionalNumber(object, 'secretExpiresAt', source)
  return {
    profile: requiredString(object, 'profile', source),
    server: decodeServer(optionalObject(object, 'server', source) ?? {}),
    clientId: requiredString(object, 'clientId', source),
    clientSecret: secret === undefined ? undefined : new Secret(secret),
    secretExpiresAt: expiresAt === undefined ? undefined : epochSeconds(expiresAt),
    authMethod: decodeMethod(optionalString(object, 'authMethod', source)),
    management: decodeManagement(optionalObject(object, 'management', source)),
  }
}

function decodeServer(object: JsonObject): ServerTarget {
  const kind = requiredString(object, 'kind', source)
  if (kind !== 'salesforce' && kind !== 'openid') throw wrong('kind')
  return { kind, url: requiredString(object, 'url', source) }
}

function decodeMethod(value: string | undefined): ClientAuthMethod | undefined {
  if (value === undefined) return undefined
  const found = authMethods.find((method) => method === value)
  if (found === undefined) throw wrong('authMethod')
  return found
}

function decodeManagement(object: JsonObject | undefined): ClientManagement | undefined {
  if (object === undefined) return undefined
  return {
    uri: requiredString(object, 'uri', source),
    token: new Secret(requiredString(object, 'token', source)),
  }
}

function wrong(member: string): AuthError {
  return new AuthError(source.code, `"${member}" of ${source.name} is unknown to this version`, {
    hint: 'update oauthctl, or register again',
  })
}
