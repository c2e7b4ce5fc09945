import type { Random } from '../kernel/ports.js'
import { isoTime, later, type EpochSeconds } from '../kernel/token-set.js'
import { escapeXml } from './saml-escape.js'

/** What a SAML bearer assertion says (RFC 7522 §3, salesforce-oauth.md §3.8). */
export interface SamlBearerClaims {
  /** The client id. */
  readonly issuer: string
  /** The username. */
  readonly subject: string
  readonly audience: string
  /** The URL of the token endpoint. */
  readonly recipient: string
}

/** How long an assertion of ours lives, in seconds (salesforce-oauth.md §3.8). */
const livesSeconds = 300

/** How far the server's clock may be behind ours, in seconds. */
const skewSeconds = 60

/**
 * Writes an assertion, not yet signed, in the order of the schema.
 *
 * It has an AuthnStatement, which RFC 7522 §3 item 7 would rather leave out of an assertion for a client that
 * acts on its own: Salesforce's own samples have one.
 *
 * @throws {AuthError} `bad_configuration` for a value that XML cannot carry.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7522#section-3 RFC 7522 §3}, SAML 2.0 Core §2.3.3
 */
export function samlBearerAssertion(
  claims: SamlBearerClaims,
  now: EpochSeconds,
  random: Random,
): string {
  const issuer = escapeXml(claims.issuer, 'the client id')
  const subject = escapeXml(claims.subject, 'the username')
  const audience = escapeXml(claims.audience, 'the audience')
  const recipient = escapeXml(claims.recipient, 'the token endpoint')
  const start = isoTime(later(now, -skewSeconds))
  const end = isoTime(later(now, livesSeconds))
  const instant = isoTime(now)
  return [
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
    ` ID="${newId(random)}" IssueInstant="${instant}" Version="2.0">`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    '<saml:Subject>',
    '<saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">',
    `${subject}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData NotOnOrAfter="${end}" Recipient="${recipient}"/>`,
    '</saml:SubjectConfirmation>',
    '</saml:Subject>',
    `<saml:Conditions NotBefore="${start}" NotOnOrAfter="${end}">`,
    `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`,
    '</saml:Conditions>',
    `<saml:AuthnStatement AuthnInstant="${instant}">`,
    '<saml:AuthnContext><saml:AuthnContextClassRef>',
    'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    '</saml:AuthnContextClassRef></saml:AuthnContext>',
    '</saml:AuthnStatement>',
    '</saml:Assertion>',
  ].join('')
}

/** An NCName may not begin with a digit, and 128 random bits are what SAML 2.0 Core §1.3.4 asks for. */
function newId(random: Random): string {
  return `_${Buffer.from(random.base64url(16), 'base64url').toString('hex')}`
}
