import type { Call } from '../call.js'
import type { AuthorizationCode } from '../code-store.js'
import { Refusal } from '../refusal.js'

/** Whether a text is a UUID of version 4 (RFC 9562 §5.4), which a client makes up for each visitor. */
export function isVisitorId(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(text)
}

/** What Salesforce says to every wrong shape, absence included. */
export function uvidInvalid(): Refusal {
  return new Refusal('invalid_request', 'uvid invalid')
}

/**
 * Refuses the code of a visitor to everybody else: here the header has the bare UUID, without the prefix
 * of the step before.
 *
 * @throws {Refusal} `invalid_request`, `uvid invalid`.
 * @see salesforce-oauth.md section 12.7
 */
export function refuseOtherVisitor(call: Call, { user, uvid }: AuthorizationCode): void {
  if (user.kind !== 'guest') return
  const isGuest = call.headers.get('auth-request-type') === 'guest'
  const hint = call.headers.get('uvid-hint')?.toLowerCase()
  if (!isGuest || hint === undefined || hint !== uvid) throw uvidInvalid()
}
