import type { RefusalVerdict } from '../oauth/refusal.js'
import { appVerdicts } from './catalogue/app-verdicts.js'
import { authorizeVerdicts } from './catalogue/authorize-verdicts.js'
import { tokenVerdicts } from './catalogue/token-verdicts.js'

/** What one refusal is to a failing command. What it means and why, only `explain` reads: catalogue/lessons.ts. */
export interface CatalogueEntry extends RefusalVerdict {
  readonly error: string
  /** The literal description, in lower case and without a period; absent: any. */
  readonly description?: string
  readonly hint: string
}

/**
 * Salesforce's refusals that need another word than the standard's. Of one error, entries with a description
 * come before the one without (salesforce-oauth.md §16.2 and §22, salesforce-oauth-2.md §16.2).
 */
export const refusalCatalogue: readonly CatalogueEntry[] = [
  ...tokenVerdicts,
  ...appVerdicts,
  ...authorizeVerdicts,
]
