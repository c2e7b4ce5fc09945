import type { OAuthRefusal } from '../kernel/errors.js'
import { refusalCatalogue } from './refusal-catalogue.js'
import { standardRefusal, type RefusalVerdict } from '../oauth/refusal.js'

/** The meaning of a refusal by Salesforce; what it shares with the standard is left to the standard. */
export function readRefusal(refusal: OAuthRefusal): RefusalVerdict {
  const error = refusal.error.toLowerCase()
  const description = refusal.description?.toLowerCase().replace(/\.$/, '')
  return (
    refusalCatalogue.find(
      (entry) =>
        entry.error === error &&
        (entry.description === undefined || entry.description === description),
    ) ?? standardRefusal(refusal)
  )
}

/**
 * A simultaneous refresh with the same token is refused for the moment only
 * (threats-and-faults.md section 0, finding 1).
 */
export function isBusyRefresh(refusal: OAuthRefusal): boolean {
  const description = refusal.description?.toLowerCase()
  return (
    refusal.error === 'invalid_grant' &&
    (description === 'token request is already being processed' ||
      description === 'expired authorization code')
  )
}
