import { json } from './answers.js'

/** Says what is wrong with a request to the control surface. */
export function problem(error: string, description: string, status: number): Response {
  return json({ error, error_description: description }, status)
}

/** A body of JSON; `undefined` when it is none. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
