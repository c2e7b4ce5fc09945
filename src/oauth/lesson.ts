import type { Cure } from '../kernel/explain-view.js'

/**
 * What there is to learn about one error: the long part that only `explain` reads.
 *
 * The first cure is the hint of the failing command. It is written once: in `hint`, or, for an error that
 * {@link RefusalReading} knows, there.
 */
export interface Lesson {
  readonly error: string
  /** The literal description; absent: the error with any description, or none. */
  readonly description?: string
  readonly meaning: string
  /** The likely ones first. */
  readonly causes: readonly string[]
  readonly hint?: string
  /** Where in Setup the first cure is carried out. */
  readonly setup?: string
  /** The command that carries the first cure out, or shows more. */
  readonly command?: string
  readonly more?: readonly Cure[]
  readonly see?: string
}

/** Lessons that belong together, because the errors appear in one place. */
export interface LessonGroup {
  readonly title: string
  readonly lessons: readonly Lesson[]
}
