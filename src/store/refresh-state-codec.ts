import type { Credential, PendingRefresh } from '../kernel/credential.js'
import {
  optionalObject,
  optionalString,
  own,
  requiredString,
  type JsonObject,
} from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import { recordSource as source, requiredTime, wrong } from './record-source.js'

/** What a credential keeps of the refresh that is under way and of the last one. */
export type RefreshState = Pick<Credential, 'pending' | 'previous' | 'rotates'>

/** Reads it from a record; what is absent stays absent. @throws {AuthError} `store_damaged` */
export function decodeRefreshState(object: JsonObject): RefreshState {
  const pending = optionalObject(object, 'pending', source)
  const previous = optionalString(object, 'previous', source)
  const rotates = own(object, 'rotates')
  return {
    ...(pending === undefined ? {} : { pending: decodePending(pending) }),
    ...(previous === undefined ? {} : { previous: new Secret(previous) }),
    ...(rotates === undefined ? {} : { rotates: truth(object, 'rotates') }),
  }
}

function decodePending(object: JsonObject): PendingRefresh {
  const kind = requiredString(object, 'kind', source)
  const sent = { at: requiredTime(object, 'at'), lastTry: truth(object, 'lastTry') }
  switch (kind) {
    case 'sent':
      return { kind, ...sent }
    case 'answered': {
      const answer = optionalString(object, 'answer', source)
      if (answer === undefined) throw wrong('answer', 'a string')
      return {
        kind,
        ...sent,
        arrival: requiredTime(object, 'arrival'),
        answer: new Secret(answer),
      }
    }
    default:
      throw wrong('kind', '"sent" or "answered"')
  }
}

function truth(object: JsonObject, name: string): boolean {
  const value = own(object, name)
  if (typeof value !== 'boolean') throw wrong(name, 'true or false')
  return value
}
