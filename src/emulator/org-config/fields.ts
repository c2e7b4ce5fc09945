import { badConfig } from '../org-error.js'

/** Judges one value of the configuration; `at` is its path, for the message. */
export type Parse<T> = (value: unknown, at: string) => T

/** The members of one object of the configuration. */
export interface Fields {
  /** @throws {OrgError} `bad_config` when the member is absent or not what it should be. */
  readonly required: <T>(key: string, parse: Parse<T>) => T
  /** @throws {OrgError} `bad_config` when the member is present and not what it should be. */
  readonly optional: <T, F>(key: string, parse: Parse<T>, fallback: F) => T | F
}

/**
 * Opens an object that may have certain members and no others.
 *
 * @param at Path of the object, empty for the whole configuration.
 * @throws {OrgError} `bad_config` when it is not an object or has a member by another name.
 */
export function fields(value: unknown, at: string, keys: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badConfig(at === '' ? 'the configuration' : at, 'is not an object')
  }
  const members = new Map<string, unknown>(Object.entries(value))
  const path = (key: string): string => (at === '' ? key : `${at}.${key}`)
  for (const key of members.keys()) {
    if (!keys.includes(key)) {
      throw badConfig(path(key), `is not a known key; known are ${keys.join(', ')}`)
    }
  }
  return {
    required: (key, parse) => {
      if (!members.has(key)) throw badConfig(path(key), 'is missing')
      return parse(members.get(key), path(key))
    },
    optional: (key, parse, fallback) =>
      members.has(key) ? parse(members.get(key), path(key)) : fallback,
  }
}

/** A text that is not empty. */
export const text: Parse<string> = (value, at) => {
  if (typeof value !== 'string' || value === '') throw badConfig(at, 'is not a text')
  return value
}

/** `true` or `false`. */
export const flag: Parse<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw badConfig(at, 'is neither true nor false')
  return value
}

/** A whole number within bounds, both included. */
export function whole(least: number, most: number): Parse<number> {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw badConfig(at, `is not a whole number from ${least} to ${most}`)
    }
    return value
  }
}

/** One of certain values. */
export function oneOf<const T extends string | number>(...allowed: readonly T[]): Parse<T> {
  return (value, at) => {
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) throw badConfig(at, `is none of ${allowed.join(', ')}`)
    return found
  }
}

/** An array, each item judged by itself. */
export function listOf<T>(parse: Parse<T>): Parse<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw badConfig(at, 'is not an array')
    return value.map((item: unknown, index) => parse(item, `${at}[${index}]`))
  }
}

/** An object of texts by names of the writer's choice. */
export const texts: Parse<Readonly<Record<string, string>>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badConfig(at, 'is not an object')
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, text(item, `${at}.${key}`)]),
  )
}

/** An absolute https URL. */
export const httpsUrl: Parse<string> = (value, at) => {
  const url = text(value, at)
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw badConfig(at, 'is not an absolute https URL')
  }
  return url
}
