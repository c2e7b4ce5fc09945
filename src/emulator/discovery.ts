import { json } from './answers.js'
import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import { scopeOrder } from './scopes.js'

const claims =
  `active address email email_verified family_name given_name is_app_installed language locale name
nickname organization_id phone_number phone_number_verified photos picture preferred_username profile sub updated_at
urls user_id user_type zoneinfo`.split(/\s+/)

/**
 * Answers the OpenID configuration of the host that was called: the keys of July 2026 in their order,
 * since the later ones promise DPoP, which this org has not.
 *
 * @see salesforce-oauth.md section 9.1
 */
export function discoveryEndpoint(_org: OrgState, call: Call): Response {
  const at = call.origin
  return json({
    ...(call.role === 'my_domain' || call.role === 'site' ? logoutKeys(at) : {}),
    issuer: at,
    authorization_endpoint: `${at}/services/oauth2/authorize`,
    token_endpoint: `${at}/services/oauth2/token`,
    revocation_endpoint: `${at}/services/oauth2/revoke`,
    userinfo_endpoint: `${at}/services/oauth2/userinfo`,
    jwks_uri: `${at}/id/keys`,
    registration_endpoint: `${at}/services/oauth2/register`,
    introspection_endpoint: `${at}/services/oauth2/introspect`,
    scopes_supported: scopeOrder,
    response_types_supported: ['code', 'token', 'token id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    display_values_supported: ['page', 'popup', 'touch'],
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'client_secret_basic',
      'private_key_jwt',
    ],
    claims_supported: claims,
  })
}

/** What My Domain and sites list first and login hosts do not list. */
function logoutKeys(at: string): Readonly<Record<string, unknown>> {
  return {
    end_session_endpoint: `${at}/services/auth/idp/oidc/logout`,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: false,
  }
}
