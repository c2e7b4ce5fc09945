import type { OutputFormat } from '../kernel/view.js'
import type { Style } from './style.js'

/** How a view is to be written. */
export interface Presentation {
  readonly format: OutputFormat
  readonly redact: boolean
  readonly style: Style
}
