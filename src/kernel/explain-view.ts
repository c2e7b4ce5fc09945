/** One thing to do against an error. */
export interface Cure {
  /** An instruction, lower case, without a period. */
  readonly text: string
  /** Where in Setup an administrator does it. */
  readonly setup?: string
  /** The command that does it, or shows more. */
  readonly command?: string
}

/** An error explained: what it means, what causes it, what cures it. */
export interface Explanation {
  readonly error: string
  /** The literal description that told this meaning from others of the same error. */
  readonly description?: string
  readonly meaning: string
  /** The likely ones first. */
  readonly causes: readonly string[]
  /** The one to try first comes first. */
  readonly cures: readonly Cure[]
  /** Where to read on: a specification, or a command. */
  readonly see?: string
}

/** One error explained, as the result of `explain`. */
export interface ExplainView {
  readonly kind: 'explanation'
  readonly explanation: Explanation
  /** The literal descriptions with which the same error means something more exact. */
  readonly variants: readonly string[]
  /** Width of the terminal, in characters. */
  readonly columns: number
}

/** Explanations of errors that appear in one place. */
export interface ExplanationGroup {
  readonly title: string
  readonly explanations: readonly Explanation[]
}

/** Everything that can be explained, as the result of `explain --list`. */
export interface ExplainListView {
  readonly kind: 'explanations'
  readonly groups: readonly ExplanationGroup[]
  readonly scopes: readonly string[]
  readonly columns: number
}
