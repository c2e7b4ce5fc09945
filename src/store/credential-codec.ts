import type {
  Client,
  Condition,
  Credential,
  Endpoints,
  Identity,
  Server,
} from '../kernel/credential.js'
import {
  optionalString,
  own,
  parseJsonObject,
  requiredString,
  type Json,
  type JsonObject,
} from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import { decodeGrant, decodeKey, maybe } from './grant-codec.js'
import { decodeRefreshState } from './refresh-state-codec.js'
import { decodeTokens, encodeTokens } from './token-set-codec.js'
import {
  recordMember as member,
  recordSource as source,
  requiredTime,
  secretOf,
  wrong,
} from './record-source.js'

/**
 * Writes a credential as JSON text, secrets in the clear: only to be sealed.
 *
 * @see {@link decodeCredential}
 */
export function encodeCredential(credential: Credential): string {
  return JSON.stringify(
    { ...credential, tokens: encodeTokens(credential.tokens) },
    function (this: Readonly<Record<string, unknown>>, name: string, value: unknown) {
      const original = this[name]
      return original instanceof Secret ? original.expose() : value
    },
  )
}

/**
 * Reads what {@link encodeCredential} wrote.
 *
 * @throws {AuthError} `store_damaged` naming the member that is wrong, or saying that a newer version
 * wrote a grant this one does not know.
 */
export function decodeCredential(text: string): Credential {
  const object = parseJsonObject(text, source)
  return {
    profile: requiredString(object, 'profile', source),
    server: decodeServer(member(object, 'server')),
    client: decodeClient(member(object, 'client')),
    identity: decodeIdentity(member(object, 'identity')),
    tokens: decodeTokens(member(object, 'tokens')),
    condition: decodeCondition(member(object, 'condition')),
    ...decodeRefreshState(object),
    ...decodeGrant(object),
  }
}

function decodeServer(object: JsonObject): Server {
  return {
    kind: oneOf(object, 'kind', ['salesforce', 'openid']),
    url: requiredString(object, 'url', source),
    issuer: requiredString(object, 'issuer', source),
    endpoints: decodeEndpoints(member(object, 'endpoints')),
  }
}

function decodeEndpoints(object: JsonObject): Endpoints {
  return {
    authorization: requiredString(object, 'authorization', source),
    token: requiredString(object, 'token', source),
    revocation: optionalString(object, 'revocation', source),
    introspection: optionalString(object, 'introspection', source),
    userinfo: optionalString(object, 'userinfo', source),
    jwks: optionalString(object, 'jwks', source),
    endSession: optionalString(object, 'endSession', source),
  }
}

function decodeClient(object: JsonObject): Client {
  return {
    id: idOf(object),
    secret: secretOf(optionalString(object, 'secret', source)),
    authMethod: oneOf(object, 'authMethod', ['none', 'post', 'basic', 'private-key-jwt']),
    key: maybe(object, 'key', decodeKey),
  }
}

/** Empty where the grant has no client. */
function idOf(object: JsonObject): string {
  const id = optionalString(object, 'id', source)
  if (id === undefined) throw wrong('id', 'a string')
  return id
}

function decodeIdentity(object: JsonObject): Identity {
  return {
    subject: optionalString(object, 'subject', source),
    username: optionalString(object, 'username', source),
    userId: optionalString(object, 'userId', source),
    orgId: optionalString(object, 'orgId', source),
  }
}

function decodeCondition(object: JsonObject): Condition {
  const kind = oneOf(object, 'kind', ['live', 'dead'])
  if (kind === 'live') return { kind }
  const reason = optionalString(object, 'reason', source)
  if (reason === undefined) throw wrong('reason', 'a string')
  return { kind, reason, since: requiredTime(object, 'since') }
}

function oneOf<const T extends string>(object: JsonObject, name: string, words: readonly T[]): T {
  const value: Json | undefined = own(object, name)
  const found = words.find((word) => word === value)
  if (found === undefined) throw wrong(name, words.map((word) => `"${word}"`).join(' or '))
  return found
}
