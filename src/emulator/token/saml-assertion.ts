import { type Call, parameter } from '../call.js'
import { noApp } from '../no-app.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { decodeAssertion } from '../saml/decode-assertion.js'
import { SamlFault } from '../saml/saml-fault.js'
import { validatorPath } from '../saml/saml-validator.js'
import { ssoUser } from '../saml/sso-user.js'
import type { XmlElement } from '../saml/xml-element.js'
import type { User } from '../user.js'
import { beginUnattended } from './begin-unattended.js'
import type { Grant } from './grant.js'
import { samlRefusal } from './saml-refusal.js'
import { sparseMembers, toAssertion } from './token-members.js'

const assertionType = 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:browser'

/**
 * The SAML assertion flow: what would log a person in by single sign-on opens the APIs, without an
 * app. Sites do not have it.
 *
 * @see salesforce-oauth.md section 3.9, salesforce-oauth-2.md table A
 */
export const samlAssertion: Grant = {
  takesScope: false,
  answer: async (org, call) => {
    if (call.role === 'site') {
      throw new Refusal('invalid_grant', 'request not supported on this domain')
    }
    if (parameter(call, 'assertion_type') !== assertionType) {
      throw new Refusal('invalid_assertion_type', 'specified assertion type is invalid')
    }
    const user = await assertedUser(org, call, parsed(call))
    const family = beginUnattended(org, noApp, { user, scope: noApp.scopes })
    return sparseMembers(org, call, family, toAssertion)
  },
}

/** What cannot be parsed cannot be looked at in the validator either: no `error_uri`. */
function parsed(call: Call): XmlElement {
  try {
    return decodeAssertion(parameter(call, 'assertion'))
  } catch (cause) {
    throw samlRefusal(cause)
  }
}

async function assertedUser(org: OrgState, call: Call, root: XmlElement): Promise<User> {
  try {
    return await ssoUser(org, call, root)
  } catch (cause) {
    if (cause instanceof SamlFault) org.samlValidator.lastReason = cause.reason
    throw samlRefusal(cause, call.hosts.my_domain + validatorPath)
  }
}
