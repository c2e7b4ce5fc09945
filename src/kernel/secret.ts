const shown = '[secret]'

/**
 * A string that must not be seen: interpolating, serialising or inspecting it gives `[secret]`.
 *
 * {@link Secret.expose} is the only way out, so that every use can be found by its name.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The secret itself. Hand it to the wire, the cipher or, when asked for, to stdout. */
  expose(): string {
    return this.#value
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown
  }
}
