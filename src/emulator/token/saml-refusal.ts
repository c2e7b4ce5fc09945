import { Refusal } from '../refusal.js'
import { SamlFault } from '../saml/saml-fault.js'

/**
 * What a client is told of a fault in a SAML assertion: next to nothing.
 *
 * @param uri Where a person can read more.
 * @returns What was thrown, unless it was such a fault.
 * @see salesforce-oauth.md sections 3.8 and 16.2, salesforce-oauth-2.md part B §3.9/§3.8
 */
export function samlRefusal(thrown: unknown, uri?: string): unknown {
  if (!(thrown instanceof SamlFault)) return thrown
  const description =
    thrown.reason === 'Audience Invalid' ? 'Audience validation failed' : 'invalid assertion'
  return new Refusal('invalid_grant', description, uri)
}
