import { html } from '../answers.js'
import type { OrgState } from '../org-state.js'
import { deniedPage } from '../pages/denied.js'
import type { SamlReason } from './saml-fault.js'

/** Where `error_uri` points to: the one place that says what was wrong with an assertion. */
export const validatorPath = '/setup/secur/SAMLValidationPage.apexp'

/** What the SAML Assertion Validator of an org remembers. */
export interface SamlValidator {
  lastReason: SamlReason | undefined
}

/** Shows why the last assertion was refused. @see salesforce-oauth.md section 3.9 */
export function samlValidatorPage(org: OrgState): Response {
  const reason = org.samlValidator.lastReason
  const message = reason === undefined ? 'No assertion was refused.' : `Last refusal: ${reason}.`
  return html(
    deniedPage({ org: org.name, app: undefined, title: 'SAML Assertion Validator', message }),
  )
}
