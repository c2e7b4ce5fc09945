import { ownAudiences } from '../audiences.js'
import { type Call, parameter } from '../call.js'
import type { GrantFamily } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { issuerOf } from '../saml/assertion-issuer.js'
import { decodeAssertion } from '../saml/decode-assertion.js'
import { judgeAssertion } from '../saml/judge-assertion.js'
import { SamlFault } from '../saml/saml-fault.js'
import { onlyAssertion, signedAssertion } from '../saml/signed-assertion.js'
import { approvedUser } from './approved-user.js'
import { assertingApp } from './asserting-app.js'
import { beginUnattended } from './begin-unattended.js'
import type { Grant } from './grant.js'
import { samlRefusal } from './saml-refusal.js'
import { sparseMembers, toAssertion } from './token-members.js'

/** The SAML 2.0 bearer grant. @see salesforce-oauth.md section 3.8, RFC 7522 §2.1 */
export const samlBearer: Grant = {
  takesScope: false,
  answer: async (org, call) => sparseMembers(org, call, assertedFamily(org, call), toAssertion),
}

function assertedFamily(org: OrgState, call: Call): GrantFamily {
  try {
    const root = decodeAssertion(parameter(call, 'assertion'))
    // A response is for the flow without an app.
    if (onlyAssertion(root) !== root) throw new SamlFault('Assertion Invalid')
    const { app, certificate } = assertingApp(org, call, issuerOf(root))
    const username = judgeAssertion(org, call, signedAssertion(root, certificate), {
      issuer: app.clientId,
      audiences: ownAudiences(call),
    })
    return beginUnattended(org, app, approvedUser(org, call, app, username))
  } catch (cause) {
    throw samlRefusal(cause)
  }
}
