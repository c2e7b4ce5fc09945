import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { ownRecipients } from '../audiences.js'
import { namespaces } from './algorithms.js'
import { SamlFault } from './saml-fault.js'
import { attribute, children, elementsOf, textOf, type XmlElement } from './xml-element.js'

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** What to judge an assertion by. */
interface Expectation {
  readonly issuer: string
  /** Any of them will do. */
  readonly audiences: readonly string[]
}

/**
 * Judges what a signed assertion says: from whom, for whom, until when, and that it was not used
 * before. A condition nobody here knows is one that is not met (SAML 2.0 Core §2.5.1.1).
 *
 * @param assertion The element as it was signed.
 * @returns The user name it is about.
 * @throws {SamlFault} With the first thing that is wrong.
 * @see salesforce-oauth.md section 3.8, SAML 2.0 Profiles §4.1.4.2, RFC 7522 §3
 */
export function judgeAssertion(
  org: OrgState,
  call: Call,
  assertion: XmlElement,
  expected: Expectation,
): string {
  const id = attribute(assertion, 'ID')
  if (id === undefined || attribute(assertion, 'Version') !== '2.0') throw invalid()
  const [issuer] = children(assertion, namespaces.assertion, 'Issuer')
  if (textOf(issuer) !== expected.issuer) throw new SamlFault('Issuer Mismatched')
  judgeConditions(org, only(assertion, 'Conditions'), expected.audiences)
  const subject = only(assertion, 'Subject')
  const endMs = confirmedUntil(org, call, subject)
  if (!org.replays.use(expected.issuer, id, endMs)) throw new SamlFault('Replay Detected')
  return textOf(only(subject, 'NameID')) ?? ''
}

function judgeConditions(
  org: OrgState,
  conditions: XmlElement,
  audiences: readonly string[],
): void {
  refuseOutside(org, conditions)
  let restricted = false
  for (const condition of elementsOf(conditions)) {
    if (condition.namespace !== namespaces.assertion) throw invalid()
    switch (condition.local) {
      case 'AudienceRestriction': {
        const named = children(condition, namespaces.assertion, 'Audience').map(textOf)
        if (!named.some((name) => name !== undefined && audiences.includes(name))) {
          throw new SamlFault('Audience Invalid')
        }
        restricted = true
        break
      }
      // Each assertion is good once here anyway, and this org proves nothing to others with it.
      case 'OneTimeUse':
      case 'ProxyRestriction':
        break
      default:
        throw invalid()
    }
  }
  if (!restricted) throw new SamlFault('Audience Invalid')
}

/**
 * Finds a confirmation that whoever bears the assertion may use it here and now.
 *
 * @returns Its end, milliseconds.
 */
function confirmedUntil(org: OrgState, call: Call, subject: XmlElement): number {
  const data = children(subject, namespaces.assertion, 'SubjectConfirmation')
    .filter((confirmation) => attribute(confirmation, 'Method') === bearer)
    .flatMap((confirmation) =>
      children(confirmation, namespaces.assertion, 'SubjectConfirmationData'),
    )
  if (data.length === 0) throw new SamlFault('Subject Confirmation Error')
  const here = data.filter((one) =>
    ownRecipients(org, call).includes(attribute(one, 'Recipient') ?? ''),
  )
  if (here.length === 0) throw new SamlFault('Recipient Mismatched')
  const ends = here.map((one) => {
    const end = refuseOutside(org, one)
    if (end === undefined) throw new SamlFault('Subject Confirmation Error')
    return end
  })
  return Math.max(...ends)
}

/** @returns When the time of an element ends, if it says so. */
function refuseOutside(org: OrgState, element: XmlElement): number | undefined {
  const now = org.clock.nowMs()
  const start = time(attribute(element, 'NotBefore'))
  const end = time(attribute(element, 'NotOnOrAfter'))
  if (start !== undefined && now < start) throw invalid()
  if (end !== undefined && now >= end) throw new SamlFault('Assertion Expired')
  return end
}

/** A time of SAML, which is UTC and says so (SAML 2.0 Core §1.3.3), in milliseconds. */
function time(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(ms)) throw invalid()
  return ms
}

function only(element: XmlElement, local: string): XmlElement {
  const [found, ...more] = children(element, namespaces.assertion, local)
  if (found === undefined || more.length > 0) throw invalid()
  return found
}

function invalid(): SamlFault {
  return new SamlFault('Assertion Invalid')
}
