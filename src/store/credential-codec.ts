import type {
  Client,
  Condition,
  Credential,
  Endpoints,
  Identity,
  Server,
} from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import {
  optionalObject,
  optionalString,
  own,
  parseJsonObject,
  requiredString,
  type Json,
  type JsonObject,
} from '../kernel/json.js'
import { decodeTokens, encodeTokens } from './token-set-codec.js'
import { recordSource as source, requiredTime, secretOf, wrong } from './record-source.js'

/**
 * Writes a credential as JSON text, secrets in the clear: only to be sealed.
 *
 * @see {@link decodeCredential}
 */
export function encodeCredential(credential: Credential): string {
  const { client } = credential
  return JSON.stringify({
    grant: credential.grant,
    profile: credential.profile,
    server: credential.server,
    client: { id: client.id, secret: client.secret?.expose(), authMethod: client.authMethod },
    identity: credential.identity,
    condition: credential.condition,
    tokens: encodeTokens(credential.tokens),
  })
}

/**
 * Reads what {@link encodeCredential} wrote.
 *
 * @throws {AuthError} `store_damaged` naming the member that is wrong, or saying that a newer version
 * wrote a grant this one does not know.
 */
export function decodeCredential(text: string): Credential {
  const object = parseJsonObject(text, source)
  const common = {
    profile: requiredString(object, 'profile', source),
    server: decodeServer(member(object, 'server')),
    client: decodeClient(member(object, 'client')),
    identity: decodeIdentity(member(object, 'identity')),
    tokens: decodeTokens(member(object, 'tokens')),
    condition: decodeCondition(member(object, 'condition')),
  }
  const grant = requiredString(object, 'grant', source)
  switch (grant) {
    case 'authorization_code':
      return { ...common, grant }
    default:
      throw new AuthError(
        'store_damaged',
        `a newer version of oauthctl wrote ${source.name}: this one does not know its grant`,
        { hint: 'update oauthctl, or log in again to replace it' },
      )
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
    id: requiredString(object, 'id', source),
    secret: secretOf(optionalString(object, 'secret', source)),
    authMethod: oneOf(object, 'authMethod', ['none', 'post', 'basic']),
  }
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

function member(object: JsonObject, name: string): JsonObject {
  const found = optionalObject(object, name, source)
  if (found === undefined) throw wrong(name, 'an object')
  return found
}

function oneOf<const T extends string>(object: JsonObject, name: string, words: readonly T[]): T {
  const value: Json | undefined = own(object, name)
  const found = words.find((word) => word === value)
  if (found === undefined) throw wrong(name, words.map((word) => `"${word}"`).join(' or '))
  return found
}
