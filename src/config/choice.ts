import { AuthError } from '../kernel/errors.js'

/** A setting and where it came from: a flag, a variable, the profile or the default. */
export interface Choice<T> {
  readonly value: T
  readonly origin: string
}

/** One place a setting may come from. */
export interface Candidate<T> {
  readonly origin: string
  readonly value: T | undefined
}

/** The first candidate that has a value: flag, environment, profile, default, in the order given. */
export function firstOf<T>(...candidates: readonly Candidate<T>[]): Choice<T> | undefined {
  for (const { origin, value } of candidates) if (value !== undefined) return { value, origin }
  return undefined
}

/**
 * Reads one of a closed set of words.
 *
 * @throws {AuthError} `usage` naming where the word came from and what is accepted.
 */
export function oneOf<T extends string>(choice: Choice<string>, words: readonly T[]): T {
  const found = words.find((word) => word === choice.value)
  if (found !== undefined) return found
  throw new AuthError('usage', `${choice.origin} is ${JSON.stringify(choice.value)}`, {
    hint: `use one of ${words.join(', ')}`,
  })
}
