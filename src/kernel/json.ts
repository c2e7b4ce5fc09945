import { AuthError, type ErrorCode } from './errors.js'
import { faultOfNames } from './json-names.js'

/** Any value that `JSON.parse` can give, readonly. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** A JSON object. Made by {@link asJsonObject} only from plain parsed objects. */
export interface JsonObject {
  readonly [member: string]: Json
}

/** Says where untrusted JSON came from, for the error that names a bad member. */
export interface JsonSource {
  /** For the sentence: `the token answer`, `profiles.json`. */
  readonly name: string
  readonly code: ErrorCode
  readonly hint?: string
  /** Most members in all. Default 1,000. */
  readonly maxNames?: number
}

const maxDepth = 32
const defaultMaxNames = 1_000

/**
 * Parses untrusted text into a JSON object.
 *
 * @throws {AuthError} With the source's code, when the text is not JSON, not an object, nested deeper
 * than 32 levels (`JSON.stringify` would overflow on what `JSON.parse` accepts), gives a name twice or
 * has too many members.
 */
export function parseJsonObject(text: string, source: JsonSource): JsonObject {
  let value: unknown
  let fault: string | undefined
  try {
    fault = faultOfNames(text, source.maxNames ?? defaultMaxNames)
    value = fault === undefined ? JSON.parse(text) : undefined
  } catch (cause) {
    throw new AuthError(source.code, `${source.name} is not JSON`, { cause, hint: source.hint })
  }
  if (fault === undefined) return asJsonObject(value, source)
  throw new AuthError(source.code, `${source.name} ${fault}`, { hint: source.hint })
}

/** Narrows an unknown value to a JSON object whose nesting is bounded. */
export function asJsonObject(value: unknown, source: JsonSource): JsonObject {
  if (!isObject(value)) {
    throw new AuthError(source.code, `${source.name} is not a JSON object`, { hint: source.hint })
  }
  if (tooDeep(value)) {
    throw new AuthError(source.code, `${source.name} is nested too deeply`, { hint: source.hint })
  }
  return value
}

/** The member as a string, or `undefined` when it is absent or null. Own members only. */
export function optionalString(
  object: JsonObject,
  member: string,
  source: JsonSource,
): string | undefined {
  const value = own(object, member)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw wrongMember(member, 'a string', source)
}

/** The member as a string that is not empty. */
export function requiredString(object: JsonObject, member: string, source: JsonSource): string {
  const value = optionalString(object, member, source)
  if (value === undefined || value === '') throw wrongMember(member, 'a string', source)
  return value
}

/** The member as a finite number, or `undefined` when it is absent or null. */
export function optionalNumber(
  object: JsonObject,
  member: string,
  source: JsonSource,
): number | undefined {
  const value = own(object, member)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw wrongMember(member, 'a number', source)
}

/** The member as an array of strings, or `undefined` when it is absent or null. */
export function optionalStrings(
  object: JsonObject,
  member: string,
  source: JsonSource,
): readonly string[] | undefined {
  const value = own(object, member)
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw wrongMember(member, 'an array of strings', source)
}

/** The member as an object, or `undefined` when it is absent or null. */
export function optionalObject(
  object: JsonObject,
  member: string,
  source: JsonSource,
): JsonObject | undefined {
  const value = own(object, member)
  if (value === undefined || value === null) return undefined
  if (isObject(value)) return value
  throw wrongMember(member, 'an object', source)
}

/** The own member, whatever it is. */
export function own(object: JsonObject, member: string): Json | undefined {
  return Object.hasOwn(object, member) ? object[member] : undefined
}

/**
 * Merges two objects, the later one winning, without ever touching a prototype.
 *
 * `Object.assign` and spreading into a literal turn a parsed `__proto__` into the prototype.
 */
export function mergeJson(earlier: JsonObject, later: JsonObject): JsonObject {
  return Object.fromEntries([...Object.entries(earlier), ...Object.entries(later)])
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tooDeep(root: JsonObject): boolean {
  let level: readonly Json[] = [root]
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values<Json>(value) : [],
    )
    if (level.length === 0) return false
  }
  return true
}

function wrongMember(member: string, wanted: string, source: JsonSource): AuthError {
  return new AuthError(source.code, `"${member}" of ${source.name} is not ${wanted}`, {
    hint: source.hint,
  })
}
