import { AuthError } from '../kernel/errors.js'
import {
  optionalObject,
  optionalString,
  optionalStrings,
  own,
  parseJsonObject,
  type JsonObject,
} from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import type { Expiry, TokenSet } from '../kernel/token-set.js'
import { recordSource as source, requiredTime, secretOf, wrong } from './record-source.js'

/**
 * Makes a token set plain for JSON. What the server's answer holds is not written twice: a member
 * that is absent is read from the answer, one that is `null` is known not to be there.
 *
 * @see {@link decodeTokens}
 */
export function encodeTokens(tokens: TokenSet): object {
  const answer = tokens.answer.expose()
  const said = parsedAnswer(answer)
  const unlessSaid = (value: string | undefined, member: string): string | null | undefined =>
    value === said(member) ? undefined : (value ?? null)
  return {
    accessToken: unlessSaid(tokens.accessToken.expose(), 'access_token'),
    tokenType: unlessSaid(tokens.tokenType, 'token_type'),
    refreshToken: unlessSaid(tokens.refreshToken?.expose(), 'refresh_token'),
    idToken: unlessSaid(tokens.idToken?.expose(), 'id_token'),
    instanceUrl: unlessSaid(tokens.instanceUrl, 'instance_url'),
    scopes: tokens.scopes,
    issuedAt: tokens.issuedAt,
    expiry: tokens.expiry,
    answer,
  }
}

/** Reads what {@link encodeTokens} made. @throws {AuthError} `store_damaged` */
export function decodeTokens(object: JsonObject): TokenSet {
  const answer = required(optionalString(object, 'answer', source), 'answer')
  const said = parsedAnswer(answer)
  const orSaid = (name: string, member: string): string | undefined =>
    own(object, name) === undefined ? said(member) : optionalString(object, name, source)
  return {
    accessToken: new Secret(required(orSaid('accessToken', 'access_token'), 'accessToken')),
    tokenType: required(orSaid('tokenType', 'token_type'), 'tokenType'),
    refreshToken: secretOf(orSaid('refreshToken', 'refresh_token')),
    idToken: secretOf(orSaid('idToken', 'id_token')),
    scopes: optionalStrings(object, 'scopes', source),
    issuedAt: requiredTime(object, 'issuedAt'),
    expiry: decodeExpiry(optionalObject(object, 'expiry', source)),
    instanceUrl: orSaid('instanceUrl', 'instance_url'),
    answer: new Secret(answer),
  }
}

function decodeExpiry(object: JsonObject | undefined): Expiry | undefined {
  if (object === undefined) return undefined
  const said = own(object, 'source')
  if (said !== 'server' && said !== 'jwt' && said !== 'introspection') {
    throw wrong('source', 'a source of an expiry')
  }
  return { at: requiredTime(object, 'at'), source: said }
}

function required(value: string | undefined, member: string): string {
  if (value === undefined) throw wrong(member, 'a string')
  return value
}

/** What the answer says for a member, where it is a string. Not every answer is a JSON object. */
function parsedAnswer(text: string): (member: string) => string | undefined {
  let answer: JsonObject | undefined
  try {
    answer = parseJsonObject(text, source)
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
  }
  return (member) => {
    const value = answer === undefined ? undefined : own(answer, member)
    return typeof value === 'string' ? value : undefined
  }
}
