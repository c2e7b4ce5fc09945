/** A request the org refuses with an OAuth error (RFC 6749 §5.2). Thrown by who judges, caught by the endpoint. */
export class Refusal extends Error {
  readonly error: string
  readonly description: string
  /** Where a person can read more. */
  readonly uri: string | undefined

  constructor(error: string, description: string, uri?: string) {
    super(`${error}: ${description}`)
    this.name = 'Refusal'
    this.error = error
    this.description = description
    this.uri = uri
  }
}
