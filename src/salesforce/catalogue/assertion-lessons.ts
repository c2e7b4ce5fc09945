import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const poolCauses = [
  'a sandbox user with the audience of login.salesforce.com, or the reverse',
  'the audience is the My Domain: take https://login.salesforce.com, or https://test.salesforce.com',
  'for the user of an Experience Cloud site the audience is the URL of the site',
]

/** Signed assertions: JWT bearer, SAML bearer, SAML assertion (salesforce-oauth.md §3.7 to §3.9, §22). */
export const assertionLessons: readonly Lesson[] = [
  {
    error: 'invalid_grant',
    description: "user hasn't approved this consumer",
    meaning: 'Nobody is there to approve the app, and it is not approved for this user in advance.',
    causes: [
      'Permitted Users is not "Admin approved users are pre-authorized", and the user never approved',
      'the user name is misspelt, or belongs to another org',
      'the request went to login.salesforce.com instead of the My Domain, for a Trailhead or scratch org',
      'the app is new, and not replicated yet: wait up to ten minutes',
    ],
    setup: setupPaths.appPolicies,
    more: [{ text: 'assign the permission set of the app', setup: setupPaths.permissionSets }],
    see: 'oauthctl flows jwt',
  },
  {
    error: 'invalid_grant',
    description: 'audience is invalid',
    meaning: 'The audience of the assertion is not the one this host expects.',
    causes: poolCauses,
    command: 'oauthctl jwt --audience https://test.salesforce.com',
    more: [{ text: 'look at what was signed', command: 'oauthctl jwt decode FILE' }],
    see: 'oauthctl flows jwt',
  },
  {
    error: 'invalid_grant',
    description: 'Audience validation failed',
    meaning: 'The audience of the SAML assertion is not the one this host expects.',
    causes: poolCauses,
    command: 'oauthctl saml --audience https://test.salesforce.com',
    see: 'oauthctl flows saml',
  },
  {
    error: 'invalid_grant',
    description: 'invalid assertion',
    meaning: 'The assertion cannot be accepted: its signature, its certificate or its form.',
    causes: [
      'the certificate in the app does not belong to the key that signed',
      'the certificate has expired, or is larger than 4 KB',
      'SAML: issuer, recipient, subject or time is wrong, or the assertion was used before',
      'SAML: base64 of the wrong kind; the bearer flow wants base64url, the assertion flow base64',
    ],
    setup: setupPaths.appSettings,
    more: [
      {
        text: 'make a new key and certificate, and upload the certificate',
        command: 'oauthctl jwt keygen',
      },
      { text: 'let the org say what is wrong with a SAML assertion', setup: setupPaths.sso },
    ],
    see: 'oauthctl flows jwt',
  },
  {
    error: 'bad_jti_claim',
    description: 'jti claim was used before',
    meaning: 'The assertion was sent a second time. Its jti makes it good for once.',
    causes: ['a retry sent the same assertion', 'the jti of your own client is not random'],
    command: 'oauthctl jwt',
    see: 'RFC 7523 §3',
  },
  {
    error: 'invalid_assertion_type',
    description: 'specified assertion type is invalid',
    meaning: 'The assertion_type of the SAML assertion flow is not the one Salesforce knows.',
    causes: ['assertion_type is misspelt or missing', 'a JWT was sent to the SAML flow'],
    command: 'oauthctl saml assertion --assertion-file FILE',
    see: 'oauthctl flows saml-assertion',
  },
  {
    error: 'invalid_request',
    description:
      'refresh_token scope is required and the connected app should be installed and preauthorized',
    meaning:
      'The JWT bearer flow wants the scope refresh_token on the app, although it gives no refresh token.',
    causes: [
      'the app lacks "Perform requests at any time" (refresh_token, offline_access)',
      'the scope is there, but the app is not installed, or the user is not pre-authorised',
    ],
    setup: setupPaths.appSettings,
    more: [{ text: 'pre-authorise the user', setup: setupPaths.appPolicies }],
    see: 'oauthctl flows jwt',
  },
]
