import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../kernel/json.js'

/** `sha256:` and 8 hex digits: the same secret gives the same word, and the word gives nothing back. */
export function fingerprint(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
}

const secretMembers = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'signature',
  'client_secret',
  'csrf_token',
  'parent_sid',
  'cookie-sid_Client',
  'beacon_child_consumer_secret',
  'device_code',
  'code',
  // What OAuth 1.0.A calls the access token (salesforce-oauth.md §15).
  'sessionId',
])

/** Replaces every secret of a token response by its fingerprint, at any depth. */
export function redactAnswer(answer: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      typeof value === 'string' && (secretMembers.has(name) || name.endsWith('_sid'))
        ? fingerprint(value)
        : redactValue(value),
    ]),
  )
}

function redactValue(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  return isList(value) ? value.map(redactValue) : redactAnswer(value)
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
