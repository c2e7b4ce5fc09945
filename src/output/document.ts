import type { Json, JsonObject } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import { epochSeconds, type EpochSeconds } from '../kernel/token-set.js'
import { moment } from './moment.js'
import { fingerprint, redactAnswer } from './redact.js'
import { sanitize } from './sanitize.js'
import { scrub } from './scrub.js'
import type { Style } from './style.js'

/** A server's document for scripts: as it came, or without secrets, an echo of the token among them. */
export function documentJson(document: JsonObject, token: Secret, redact: boolean): JsonObject {
  if (!redact) return document
  const secret = token.expose()
  return objectWithout(redactAnswer(document), (text) =>
    secret === '' ? text : text.replaceAll(secret, fingerprint(secret)),
  )
}

/** A member's value for people: one line, no echo of the token, times told three ways. */
export function shownMember(name: string, value: Json, token: Secret, now: EpochSeconds): string {
  const time = times.has(name) ? timeOf(value) : undefined
  const text = shownText(typeof value === 'string' ? value : JSON.stringify(value), token)
  return time === undefined ? text : `${text}  ${moment(time, now)}`
}

/** A server's words for people: no control characters (threat row T24), no echo of the token (T67). */
export function shownText(text: string, token: Secret): string {
  return sanitize(scrub(text, [token.expose()]))
}

/** Rows of a card, their labels as wide as the widest of them. */
export function cardRows(
  rows: readonly (readonly [label: string, value: string])[],
  style: Style,
): readonly string[] {
  const width = Math.min(24, Math.max(0, ...rows.map(([label]) => label.length)))
  return rows.map(([label, value]) => `  ${style.dim(label.padEnd(width))}  ${value}`)
}

const times = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

/** Seconds up to the year 9999; other numbers, milliseconds above all, are shown as they are. */
function timeOf(value: Json): EpochSeconds | undefined {
  return typeof value === 'number' && value >= 0 && value < 253_402_300_800
    ? epochSeconds(value)
    : undefined
}

function objectWithout(object: JsonObject, hide: (text: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [hide(name), without(value, hide)]),
  )
}

function without(value: Json, hide: (text: string) => string): Json {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  return isList(value) ? value.map((item) => without(item, hide)) : objectWithout(value, hide)
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
