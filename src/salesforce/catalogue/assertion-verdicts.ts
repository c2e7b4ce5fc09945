import type { CatalogueEntry } from '../refusal-catalogue.js'

/** Refusals of a signed assertion: JWT bearer, SAML bearer, SAML assertion (salesforce-oauth.md §3.7 to §3.9). */
export const assertionVerdicts: readonly CatalogueEntry[] = [
  {
    error: 'invalid_grant',
    description: 'invalid assertion',
    code: 'request_refused',
    hint: 'upload the certificate that belongs to this key in the app; for SAML see Setup > Single Sign-On Settings > SAML Assertion Validator',
  },
  {
    error: 'bad_jti_claim',
    code: 'request_refused',
    hint: 'run the command again: each assertion is taken once',
  },
  {
    error: 'invalid_assertion_type',
    code: 'request_refused',
    hint: 'send a SAML 2.0 response or assertion: --assertion-file FILE',
  },
  {
    error: 'invalid_request',
    description:
      'refresh_token scope is required and the connected app should be installed and preauthorized',
    code: 'request_refused',
    hint: 'add the scope "Perform requests at any time" (refresh_token) to the app, and pre-authorise the user',
  },
]
