import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'

/** The members of a JSON object. `null` is as good as absent: Salesforce's own sample sends it. */
export interface JsonBody {
  /** @throws {Refusal} `invalid_request` when it is no text. */
  readonly text: (name: string) => string | undefined
  /** @throws {Refusal} `invalid_request` when it is no text, or absent. */
  readonly requiredText: (name: string) => string
  /** @throws {Refusal} `invalid_request` when it is no object. */
  readonly object: (name: string) => JsonBody | undefined
}

/**
 * Reads the JSON of a request, whatever its content type says.
 *
 * @throws {Refusal} `invalid_request` when it is no object.
 */
export function jsonBody(call: Call): JsonBody {
  return bodyOf(parsed(call.body), 'the body')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function bodyOf(value: unknown, at: string): JsonBody {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad(`${at} is not an object`)
  }
  const members = new Map<string, unknown>(Object.entries(value))
  const text = (name: string): string | undefined => {
    const member = members.get(name) ?? undefined
    if (member === undefined || member === '') return undefined
    if (typeof member !== 'string') throw bad(`${name} is not a text`)
    return member
  }
  return {
    text,
    requiredText: (name) => {
      const member = text(name)
      if (member === undefined) throw bad(`${name} is missing`)
      return member
    },
    object: (name) => {
      const member = members.get(name) ?? undefined
      return member === undefined ? undefined : bodyOf(member, name)
    },
  }
}

/** The code is that of the live answers, the texts are NOT FOUND. */
function bad(description: string): Refusal {
  return new Refusal('invalid_request', description)
}
