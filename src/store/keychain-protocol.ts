import { AuthError } from '../kernel/errors.js'
import {
  optionalString,
  own,
  parseJsonObject,
  requiredString,
  type JsonSource,
} from '../kernel/json.js'

/** The one item of ours. Nothing but the 32-byte key in base64url is ever kept in it. */
export const keychainItem = { service: 'oauthctl', account: 'store-key-v1' } as const

/** How messages call the item. */
export const itemName = `${keychainItem.service}/${keychainItem.account}`

/** What the child is asked, one JSON line on its stdin. */
export type KeychainRequest =
  /** Write, read and delete a dummy, then read the item. */
  | { readonly kind: 'prove'; readonly account: string; readonly value: string }
  | { readonly kind: 'read' }
  /** Write the key unless the item is there already, then read the item. */
  | { readonly kind: 'create'; readonly key: string }

/** What the child answers, one JSON line on its stdout after the empty line that says it is ready. */
export type KeychainAnswer =
  | { readonly kind: 'item'; readonly value: string | undefined }
  | { readonly kind: 'locked'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Reads a request. @throws {AuthError} `internal`: both ends are ours. */
export function parseRequest(line: string): KeychainRequest {
  const source: JsonSource = { name: 'the keychain request', code: 'internal' }
  const object = parseJsonObject(line, source)
  const kind = own(object, 'kind')
  if (kind === 'read') return { kind }
  if (kind === 'create') return { kind, key: requiredString(object, 'key', source) }
  if (kind !== 'prove') throw new AuthError('internal', 'the keychain request has no known kind')
  return {
    kind,
    account: requiredString(object, 'account', source),
    value: requiredString(object, 'value', source),
  }
}

/** Reads an answer. @throws {AuthError} `store_unavailable` */
export function parseAnswer(line: string): KeychainAnswer {
  const source: JsonSource = {
    name: 'the answer of the keychain helper',
    code: 'store_unavailable',
  }
  const object = parseJsonObject(line, source)
  const kind = own(object, 'kind')
  if (kind === 'item') return { kind, value: optionalString(object, 'value', source) }
  if (kind === 'locked' || kind === 'unavailable') {
    return { kind, reason: requiredString(object, 'reason', source) }
  }
  throw new AuthError(source.code, `${source.name} has no known kind`)
}
