import { ownAudiences, ownRecipients } from '../audiences.js'
import { type Call, parameter } from '../call.js'
import { belongsAt, findUser, type OrgState } from '../org-state.js'
import type { User } from '../user.js'
import { namespaces } from './algorithms.js'
import { issuerOf } from './assertion-issuer.js'
import { judgeAssertion } from './judge-assertion.js'
import { SamlFault } from './saml-fault.js'
import { onlyAssertion, signedAssertion } from './signed-assertion.js'
import { attribute, children, type XmlElement } from './xml-element.js'

/** What an org calls itself in single sign-on, besides its own URL. */
const entityId = 'https://saml.salesforce.com'

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/**
 * Finds the user whom an identity provider of the org has sent, by a response or an assertion.
 *
 * @throws {SamlFault} With the first thing that is wrong.
 * @see salesforce-oauth.md section 3.9, SAML 2.0 Profiles §4.1.4
 */
export async function ssoUser(org: OrgState, call: Call, root: XmlElement): Promise<User> {
  refuseOtherOrg(org, call)
  const assertion = onlyAssertion(root)
  if (root !== assertion) refuseResponse(org, call, root)
  const issuer = issuerOf(assertion)
  const certificate = await certificateOf(org, issuer)
  if (issuer === undefined || certificate === undefined) throw new SamlFault('Issuer Mismatched')
  if ((issuerOf(root) ?? issuer) !== issuer) throw new SamlFault('Issuer Mismatched')
  const username = judgeAssertion(org, call, signedAssertion(root, certificate), {
    issuer,
    audiences: [entityId, ...ownAudiences(call)],
  })
  const user = findUser(org, username)
  if (user?.active !== true || !belongsAt(user, call.role)) {
    throw new SamlFault('Username Or SSO Id Invalid')
  }
  return user
}

/** The shared login hosts serve every org, so a request there says for which it is. */
function refuseOtherOrg(org: OrgState, call: Call): void {
  const named = parameter(call, 'so')
  const isOwn = named === undefined ? call.role === 'my_domain' : named === org.id.long
  if (!isOwn && named !== org.id.short) throw new SamlFault('Missing/Invalid Organization Id')
}

/** What may stand around the signed assertion can only speak against it. */
function refuseResponse(org: OrgState, call: Call, response: XmlElement): void {
  const [status] = children(response, namespaces.protocol, 'Status')
  const [code] = status === undefined ? [] : children(status, namespaces.protocol, 'StatusCode')
  if (code === undefined || attribute(code, 'Value') !== success) {
    throw new SamlFault('Status Invalid')
  }
  const destination = attribute(response, 'Destination')
  if (destination !== undefined && !ownRecipients(org, call).includes(destination)) {
    throw new SamlFault('Recipient Mismatched')
  }
}

/** PEM. */
async function certificateOf(
  org: OrgState,
  issuer: string | undefined,
): Promise<string | undefined> {
  const provider = org.settings.samlProviders.find((one) => one.issuer === issuer)
  if (provider !== undefined) return provider.certificate
  return issuer === org.testIssuer.name ? org.testIssuer.certificate() : undefined
}
