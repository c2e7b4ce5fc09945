/** What is wrong with an assertion, in the words of Salesforce's login history. @see salesforce-oauth-2.md part B §3.9/§3.8 */
export type SamlReason =
  | 'Assertion Expired'
  | 'Assertion Invalid'
  | 'Audience Invalid'
  | 'Issuer Mismatched'
  | 'Missing/Invalid Organization Id'
  | 'Recipient Mismatched'
  | 'Replay Detected'
  | 'Signature Invalid'
  | 'Status Invalid'
  | 'Subject Confirmation Error'
  | 'Username Or SSO Id Invalid'

/** An assertion that is not believed. Who sent it is told less. */
export class SamlFault extends Error {
  readonly reason: SamlReason

  constructor(reason: SamlReason, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.name = 'SamlFault'
    this.reason = reason
  }
}
