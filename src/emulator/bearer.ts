import type { Call } from './call.js'
import type { AccessToken } from './grant-family.js'
import type { OrgState } from './org-state.js'

/** What a request shows as its token. */
export type Bearer =
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' }
  | { readonly kind: 'good'; readonly token: AccessToken }

/** Finds the access token in the `Authorization` header (RFC 6750 §2.1); Salesforce takes `OAuth` for `Bearer` too. */
export function bearerOf(org: OrgState, call: Call): Bearer {
  const header = call.headers.get('authorization')
  const text = /^(?:bearer|oauth) +(\S+)$/i.exec(header ?? '')?.[1]
  return header === null ? { kind: 'missing' } : judgeToken(org, text)
}

/** Judges an access token wherever it stood. */
export function judgeToken(org: OrgState, text: string | undefined): Bearer {
  const token = text === undefined ? undefined : org.tokens.useAccess(text)
  return token === undefined ? { kind: 'bad' } : { kind: 'good', token }
}
