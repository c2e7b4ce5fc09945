/** What one part of the torture found. */
export interface Part {
  readonly name: string
  readonly figures: Readonly<Record<string, number | string>>
  /** One sentence for each promise that was broken, with what is needed to repeat it. */
  readonly broken: readonly string[]
}

/** Tells a broken promise once per name: the sentence when it does not hold, nothing when it does. */
export function unless(holds: boolean, sentence: string): readonly string[] {
  return holds ? [] : [sentence]
}
